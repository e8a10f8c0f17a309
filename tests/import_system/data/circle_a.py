import circle_b
value = 1
