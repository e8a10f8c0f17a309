# `with … as` binds what `__enter__` gives.
class Manager:  #: Manager bound class Manager
    def __enter__(self):  #: self bound Manager
        return [1]

    def __exit__(self, *exc):  #: self bound Manager; exc bound tuple
        return False  #: tuple died; Manager died


with Manager() as got:  #: got bound list
    pass
