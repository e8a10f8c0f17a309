# The Mandelbrot set: rows by floats, then by complex numbers.
def row_by_floats(y, width, most):
    counts = []
    for column in range(width):
        cx = 3.0 * column / width - 2.0
        x = z = 0.0
        count = 0
        while count < most:
            xx = x * x
            zz = z * z
            if xx + zz > 4.0:
                break
            z = 2.0 * x * z + y
            x = xx - zz + cx
            count += 1
        counts.append(count)
    return counts


def row_by_complex(y, width, most):
    counts = []
    for column in range(width):
        c = complex(3.0 * column / width - 2.0, y)
        z = 0j
        for count in range(most):
            if abs(z) > 2.0:
                break
            z = z * z + c
        counts.append(count)
    return counts


def picture(row, width, height, most):
    return sum(sum(row(2.0 * line / height - 1.0, width, most)) for line in range(height))


print(picture(row_by_floats, 600, 400, 100), picture(row_by_complex, 300, 200, 100))
