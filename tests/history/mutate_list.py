# Every operation that changes a list.
xs = [3, 1]  #: xs bound list
same = xs  #: same bound list
xs.append(2)  #: list append [2] = 2
xs.insert(0, 9)  #: list insert [0] = 9
xs.extend([4, 5])  #: list splice [4] = 4, 5
xs[1] = 7  #: list set item [1] = 7, was 3
xs[1:3] = [8]  #: list splice [1] = 8
xs.pop()  #: list remove [4]
xs.remove(9)  #: list remove [0]
xs.sort()  #: list replace; list replace 2, 4, 8
xs.reverse()  #: list reverse
del xs[0]  #: list remove [0]
xs *= 2  #: list splice [2] = 4, 2; xs rebound list
xs.clear()  #: list replace
