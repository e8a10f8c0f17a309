from circle_a import value
