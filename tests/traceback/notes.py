# Notes follow the message.
error = ValueError("first line\nsecond line")
error.add_note("a note")
error.add_note("a note\nof two lines")
raise error
#2> Traceback (most recent call last):
#2>   File "notes.py", line 5, in <module>
#2>     raise error
#2> ValueError: first line
#2> second line
#2> a note
#2> a note
#2> of two lines
# exit: 1
