# Data descriptors win over the instance; others do not.
class Data:
    def __set_name__(self, owner, name):
        self.name = name
        print("named", owner.__name__, name)

    def __get__(self, instance, owner):
        return f"data {self.name} of {instance is not None}"

    def __set__(self, instance, value):
        print("set", self.name, value)

    def __delete__(self, instance):
        print("delete", self.name)


class NonData:
    def __get__(self, instance, owner=None):
        return "non-data"


class C:
    data = Data()
    non = NonData()
#> named C data


c = C()
c.data = 5  #> set data 5
c.__dict__["data"] = "hidden"
print(c.data, C.data)  #> data data of True data data of False
del c.data  #> delete data
print(c.non)  #> non-data
c.non = "own"
print(c.non, C.non)  #> own non-data
print(type(C.__dict__["data"]).__name__)  #> Data
