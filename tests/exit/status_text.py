# SystemExit with anything else prints it to standard error, with status 1.
print("before")
raise SystemExit("no such file")
#> before
#2> no such file
# exit: 1
