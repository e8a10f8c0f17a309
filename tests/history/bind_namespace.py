# Names are bound through the namespace, too.
globals()["made"] = 5  #: made bound 5
exec("told = 6")
space = {}  #: space bound dict
exec("inside = 7", space)
setattr_target = type("T", (), {})()  #: setattr_target bound T
setattr(setattr_target, "a", 1)  #: T set attribute .a = 1
setattr_target.__dict__["b"] = 2  #: T change
