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
            return _calls >= Rule.Nth && (Rule.Times == 0 || _calls < Rule.Nth + Rule.Times) && (Rule.Rate >= 1 || Drawn() < Rule.Rate);
        }

        // The bits of seed and number well mixed, as a number from 0 to 1: the same on every machine.
        private double Drawn()
        {
            var bits = unchecked((((ulong)(uint)Rule.Seed << 32) | (uint)_calls) * 0x9E3779B97F4A7C15UL);
            bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL);
            bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EBUL);
            return ((bits ^ (bits >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
