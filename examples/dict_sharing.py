# Two keys, and two dicts, can refer to one value; a change through either is seen through all.
team = ["Ada"]
teams = {"red": team, "blue": team}
backup = dict(teams)
teams["red"].append("Alan")
print(backup["blue"])  #> ['Ada', 'Alan']

teams["blue"] = ["Grace"]
print(backup["blue"])  #> ['Ada', 'Alan']

# shared: team, teams['red'], backup['red'], backup['blue']
# apart: teams['red'], teams['blue']
# apart: teams, backup
