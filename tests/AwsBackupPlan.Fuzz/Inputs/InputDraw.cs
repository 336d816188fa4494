using CsCheck;

namespace AwsBackupPlan.Fuzz.Inputs;

/// <summary>Draws inputs for a target: sound ones, damaged ones, and noise.</summary>
internal sealed class InputDraw(FuzzTarget target)
{
    private const uint MostDamages = 6;
    private const uint MostNoise = 200;

    private readonly InputDamage _damage = new([.. target.Words, .. HostileText.Words], target);

    /// <summary>The input of a number: the same for the same seed.</summary>
    public string Input(ulong seed, uint number)
    {
        var random = new PCG(number, seed);
        if (random.Next(10) == 0)
        {
            return Noise(random);
        }

        var input = target.DrawSample(random);
        for (var damages = random.Next(MostDamages); damages > 0; damages--)
        {
            input = _damage.Apply(input, random);
        }

        return input;
    }

    private static string Noise(PCG random)
    {
        var most = random.Next(3) switch { 0 => 0x80u, 1 => 0x100u, _ => 0x10000u };
        return string.Create((int)random.Next(MostNoise), (random, most), static (text, draw) =>
        {
            for (var place = 0; place < text.Length; place++)
            {
                text[place] = (char)draw.random.Next(draw.most);
            }
        });
    }
}
