namespace AwsBackupPlan.Simulator.Faults;

/// <summary>The faults in force.</summary>
internal sealed class FaultTable
{
    private readonly Lock _lock = new();
    private readonly List<CountedRule> _rules = [];

    /// <summary>Puts a rule in force.</summary>
    public void Add(FaultRule rule)
    {
        lock (_lock)
        {
            _rules.Add(new CountedRule(rule));
        }
    }

    /// <summary>Lifts all rules.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    /// <summary>Counts a call against all rules and returns the first one that strikes it, or <see langword="null"/>.</summary>
    public FaultRule? Strike(string service, string operation, string accountId, string region)
    {
        lock (_lock)
        {
            FaultRule? struck = null;
            foreach (var counted in _rules)
            {
                if (counted.Rule.Matches(service, operation, accountId, region) && counted.Count())
                {
                    struck ??= counted.Rule;
                }
            }

            return struck;
        }
    }

    private sealed class CountedRule(FaultRule rule)
    {
        private int _calls;

        public FaultRule Rule { get; } = rule;

        public bool Count()
        {
            _calls++;
            return _calls >= Rule.Nth && (Rule.Times == 0 || _calls < Rule.Nth + Rule.Times);
        }
    }
}
