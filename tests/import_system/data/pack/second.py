name = __name__
package = __package__
def __getattr__(attribute):
    if attribute == "lazy":
        return "made lazily"
    raise AttributeError(f"module {__name__!r} has no attribute {attribute!r}")
def __dir__():
    return ["lazy", "name"]
