# `*args` is a new tuple and `**kwargs` a new dict in each call; what they hold is the caller's.
def collect(*args, **kwargs):
    args[0].append("seen")
    kwargs["extra"].append("seen")
    return args, kwargs


given = ["positional"]
options = {"extra": ["keyword"]}
args, kwargs = collect(given, **options)
print(given, options)  #> ['positional', 'seen'] {'extra': ['keyword', 'seen']}

# shared: args[0], given
# shared: kwargs['extra'], options['extra']
# apart: kwargs, options
