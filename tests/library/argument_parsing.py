# argparse: positions, options, types, choices, groups and defaults.
import argparse
parser = argparse.ArgumentParser(prog='prog', description='What it does.')
parser.add_argument('name')
parser.add_argument('numbers', nargs='*', type=int)
parser.add_argument('-v', '--verbose', action='store_true')
parser.add_argument('--level', type=float, default=1.5)
parser.add_argument('--mode', choices=['a', 'b'])
parser.add_argument('--add', action='append', default=[])
print(parser.parse_args(['x']))  #> Namespace(name='x', numbers=[], verbose=False, level=1.5, mode=None, add=[])
print(parser.parse_args(['x', '1', '2', '-v', '--level', '3', '--mode=b', '--add', 'p', '--add', 'q']))
#> Namespace(name='x', numbers=[1, 2], verbose=True, level=3.0, mode='b', add=['p', 'q'])
print(parser.format_usage())
#> usage: prog [-h] [-v] [--level LEVEL] [--mode {a,b}] [--add ADD]
#>             name [numbers ...]
#>
sub = argparse.ArgumentParser(prog='s', exit_on_error=False)
commands = sub.add_subparsers(dest='command')
run = commands.add_parser('run')
run.add_argument('target')
print(sub.parse_args(['run', 't']), sub.parse_known_args(['run', 't', '--no'])[1])
#> Namespace(command='run', target='t') ['--no']
