inside = "a namespace package"
