print("running broken")
1 / 0
