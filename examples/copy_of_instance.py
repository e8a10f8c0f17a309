# `copy.copy` of an instance is a new instance with the same attribute values.
import copy


class Album:
    def __init__(self, title, songs):
        self.title = title
        self.songs = songs


first = Album("First", ["one"])
second = copy.copy(first)
second.title = "Second"              # binds an attribute of the copy
second.songs.append("two")           # changes the shared list
third = copy.deepcopy(first)
third.songs.append("three")
print(first.title, first.songs)  #> First ['one', 'two']

# apart: first, second, third
# shared: first.songs, second.songs
# apart: first.songs, third.songs
