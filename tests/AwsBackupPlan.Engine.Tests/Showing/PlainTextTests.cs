using System.Globalization;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Tests.Showing;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("In account 222222222222: größer, 日本, 🗄️?", "In account 222222222222: größer, 日本, 🗄️?")]
    [InlineData("{0} %s <script>alert(1)</script> =1+1 @x -2 +3", "{0} %s <script>alert(1)</script> =1+1 @x -2 +3")]
    [InlineData("a\r\nb\nc\td\u2028e\u0085f", "a b c d e f")]
    [InlineData("\u001b[31mred\u001b[0m\u0007", "\\u001B[31mred\\u001B[0m\\u0007")]
    [InlineData("gnp\u202Eexe\u202C\u2066x\u2069\u200B\uFEFF", "gnp\\u202Eexe\\u202C\\u2066x\\u2069\\u200B\\uFEFF")]
    [InlineData("\u009b31m", "\\u009B31m")]
    [InlineData("a tag \U000E0041 unseen", "a tag \\uDB40\\uDC41 unseen")]
    public void Text_of_others_becomes_one_line_without_what_is_not_seen(string text, string expected) => Assert.Equal(expected, PlainText.Of(text));

    // An attribute cannot hold it.
    [Fact]
    public void Half_of_a_pair_is_shown_as_such() => Assert.Equal("half \\uD83D of a pair", PlainText.Of($"half {(char)0xD83D} of a pair"));

    [Fact]
    public void What_is_too_long_ends_with_its_length()
    {
        var text = PlainText.Of(new string('a', 65536) + "\u001b", longest: 100);

        Assert.Equal(new string('a', 100) + "… (65,537 characters in all)", text);
    }

    [Fact]
    public void Whatever_characters_a_text_has_none_is_left_that_is_not_seen_and_it_stays_as_it_is_then()
    {
        var all = string.Concat(Enumerable.Range(0, 0x110000).Where(static code => code is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32));

        var plain = PlainText.Of(all, int.MaxValue);

        Assert.True(PlainText.IsPlain(plain));
        Assert.Same(plain, PlainText.Of(plain, int.MaxValue));
        Assert.DoesNotContain(plain, static character => char.IsControl(character) || (!char.IsSurrogate(character) && CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator));
    }
}
