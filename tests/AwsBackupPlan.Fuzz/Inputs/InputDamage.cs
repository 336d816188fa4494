using CsCheck;

namespace AwsBackupPlan.Fuzz.Inputs;

/// <summary>Damages an input in one place, along the parts of its grammar or across them.</summary>
internal sealed class InputDamage(IReadOnlyList<string> words, FuzzTarget target)
{
    // More would only be slower, and what is quadratic shows before.
    private const int Longest = 1 << 16;

    public string Apply(string input, PCG random)
    {
        var tokens = InputTokens.Of(input);
        var damaged = tokens.Count == 0 ? Word(random) : random.Next(15) switch
        {
            0 or 1 or 2 => Replace(input, Token(tokens, random), Word(random)),
            3 => Replace(input, Token(tokens, random), string.Empty),
            4 => Insert(input, Token(tokens, random).Start, Word(random)),
            5 => Repeat(input, Span(tokens, random), 1),
            6 => Repeat(input, Span(tokens, random), Size(9, random)),
            7 => Replace(input, Span(tokens, random), string.Empty),
            8 => input[..Place(input, random)],
            9 => Nest(input, Token(tokens, random), random),
            10 => Replace(input, Token(tokens, random), input[Token(tokens, random)]),
            11 => Insert(input, Place(input, random), new string(input[Place(input, random)], Size(16, random))),
            12 => Flip(input, Place(input, random), random),
            13 => Splice(input, target.DrawSample(random), random),
            _ => Insert(input, Place(input, random), ((char)random.Next(random.Next(2) == 0 ? 0x100u : 0x10000u)).ToString()),
        };
        return damaged.Length <= Longest ? damaged : damaged[..Longest];
    }

    private string Word(PCG random) => words[(int)random.Next((uint)words.Count)];

    private static Range Token(IReadOnlyList<Range> tokens, PCG random) => tokens[(int)random.Next((uint)tokens.Count)];

    private static Range Span(IReadOnlyList<Range> tokens, PCG random)
    {
        var first = (int)random.Next((uint)tokens.Count);
        var last = Math.Min(tokens.Count - 1, first + (int)random.Next(20));
        return tokens[first].Start..tokens[last].End;
    }

    // Small ones are quicker, and find more; large ones find what is quadratic.
    private static int Size(uint bits, PCG random) => 1 << (int)Math.Min(random.Next(bits), Math.Min(random.Next(bits), random.Next(bits)));

    private static int Place(string input, PCG random) => (int)random.Next((uint)input.Length);

    private static string Replace(string input, Range place, string by) => string.Concat(input.AsSpan(0, place.Start.Value), by, input.AsSpan(place.End.Value));

    private static string Insert(string input, Index place, string what) => input.Insert(place.Value, what);

    private static string Repeat(string input, Range span, int times) =>
        input.Insert(span.End.Value, string.Concat(Enumerable.Repeat(input[span], Math.Min(times, Longest / Math.Max(1, input[span].Length)))));

    private static string Nest(string input, Range token, PCG random)
    {
        var (opens, closes) = HostileText.Nestings[(int)random.Next((uint)HostileText.Nestings.Count)];
        var depth = Size(13, random);
        return Replace(input, token, string.Concat(string.Concat(Enumerable.Repeat(opens, depth)), input[token], string.Concat(Enumerable.Repeat(closes, depth))));
    }

    private static string Flip(string input, int place, PCG random) => string.Concat(input.AsSpan(0, place), ((char)(input[place] ^ (1 << (int)random.Next(8)))).ToString(), input.AsSpan(place + 1));

    private static string Splice(string input, string other, PCG random) => string.Concat(input.AsSpan(0, Place(input, random)), other.AsSpan(other.Length == 0 ? 0 : Place(other, random)));
}
