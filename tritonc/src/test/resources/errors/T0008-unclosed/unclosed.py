sizes = [64, 128


def f():
    return sizes
