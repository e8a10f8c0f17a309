# Augmented assignment binds the name anew; a list is changed before that.
n = 1  #: n bound 1
n += 2  #: n rebound 3
xs = [1]  #: xs bound list
xs += [2]  #: list splice [1] = 2; xs rebound list
t = (1,)  #: t bound tuple
t += (2,)  #: tuple copied to tuple; t rebound tuple; tuple died
