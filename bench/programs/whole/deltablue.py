# One-way constraints kept by strength: a chain and a projection, planned and executed again and again.
REQUIRED, STRONG, NORMAL, WEAK = 0, 1, 2, 3
FREE = 4


class Variable:
    def __init__(self, value):
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.strength = FREE
        self.mark = 0


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.target = None

    def inputs(self):
        return ()

    def outputs(self):
        return self.variables()

    def execute(self):
        pass

    def choose(self, mark):
        best = None
        for variable in self.outputs():
            if variable.mark != mark and variable.strength > self.strength:
                if best is None or variable.strength > best.strength:
                    best = variable
        self.target = best
        return best is not None

    def recalculate(self):
        weakest = self.strength
        for variable in self.inputs():
            weakest = max(weakest, variable.strength)
        self.target.strength = weakest
        self.execute()


class Stay(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable

    def variables(self):
        return (self.variable,)


class Edit(Stay):
    def __init__(self, variable, strength):
        super().__init__(variable, strength)
        self.wanted = variable.value

    def execute(self):
        self.variable.value = self.wanted


class Equal(Constraint):
    def __init__(self, left, right, strength):
        super().__init__(strength)
        self.left = left
        self.right = right

    def variables(self):
        return (self.left, self.right)

    def outputs(self):
        return (self.right, self.left)

    def inputs(self):
        return (self.left,) if self.target is self.right else (self.right,)

    def execute(self):
        if self.target is self.right:
            self.right.value = self.left.value
        else:
            self.left.value = self.right.value


class Scale(Equal):
    def __init__(self, source, factor, offset, target, strength):
        super().__init__(source, target, strength)
        self.factor = factor
        self.offset = offset

    def variables(self):
        return (self.left, self.factor, self.offset, self.right)

    def inputs(self):
        source = self.left if self.target is self.right else self.right
        return (source, self.factor, self.offset)

    def execute(self):
        if self.target is self.right:
            self.right.value = self.left.value * self.factor.value + self.offset.value
        else:
            self.left.value = (self.right.value - self.offset.value) // self.factor.value


class Planner:
    def __init__(self):
        self.mark = 0

    def add(self, constraint):
        for variable in constraint.variables():
            variable.constraints.append(constraint)
        self.mark += 1
        overridden = self.satisfy(constraint)
        while overridden is not None:
            overridden = self.satisfy(overridden)

    def satisfy(self, constraint):
        if not constraint.choose(self.mark):
            return None
        for variable in constraint.inputs():
            variable.mark = self.mark
        target = constraint.target
        overridden = target.determined_by
        if overridden is not None:
            overridden.target = None
        target.determined_by = constraint
        target.mark = self.mark
        constraint.recalculate()
        self.spread(target)
        return overridden

    def spread(self, variable):
        work = [variable]
        while work:
            current = work.pop()
            for constraint in current.constraints:
                target = constraint.target
                if target is not None and target is not current and constraint is not current.determined_by:
                    constraint.recalculate()
                    work.append(target)

    def remove(self, constraint):
        for variable in constraint.variables():
            variable.constraints.remove(constraint)
        target = constraint.target
        if target is None:
            return
        target.determined_by = None
        target.strength = FREE
        constraint.target = None
        self.spread(target)
        waiting = [each for each in target.constraints if each.target is None]
        for each in sorted(waiting, key=lambda each: each.strength):
            self.mark += 1
            self.satisfy(each)

    def plan(self, start):
        work, plan, seen = [start], [], set()
        while work:
            constraint = work.pop()
            if id(constraint) in seen:
                continue
            seen.add(id(constraint))
            plan.append(constraint)
            target = constraint.target
            for each in target.constraints:
                if each.target is not None and each is not constraint and each.target is not target:
                    work.append(each)
        return plan


def chain(length, rounds):
    planner = Planner()
    variables = [Variable(0) for _ in range(length + 1)]
    for left, right in zip(variables, variables[1:]):
        planner.add(Equal(left, right, REQUIRED))
    planner.add(Stay(variables[-1], WEAK))
    edit = Edit(variables[0], STRONG)
    planner.add(edit)
    plan = planner.plan(edit)
    total = 0
    for number in range(rounds):
        edit.wanted = number
        for constraint in plan:
            constraint.execute()
        total += variables[-1].value
    planner.remove(edit)
    return total


def projection(count):
    planner = Planner()
    factor, offset = Variable(10), Variable(1000)
    pairs = []
    for number in range(count):
        source, target = Variable(number), Variable(number)
        planner.add(Stay(source, NORMAL))
        planner.add(Scale(source, factor, offset, target, REQUIRED))
        pairs.append((source, target))
    for value in (5, 7):
        edit = Edit(factor, STRONG)
        edit.wanted = value
        planner.add(edit)
        planner.remove(edit)
    return sum(target.value for _, target in pairs)


print(chain(1000, 3000), projection(9000))
print(chain(3000, 1000), projection(12000))
