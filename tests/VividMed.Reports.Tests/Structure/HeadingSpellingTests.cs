using CsCheck;
using VividMed.Reports.Structure;

namespace VividMed.Reports.Tests.Structure;

public sealed class HeadingSpellingTests
{
    private static readonly (string Word, string Name)[] Words =
    [
        ("FINDINGS", "findings"), ("IMPRESSION", "impression"), ("CONCLUSION", "impression"), ("COMPARISON", "comparison"),
        ("INDICATION", "indication"), ("TECHNIQUE", "technique"), ("EXAMINATION", "examination"), ("RECOMMENDATION", "recommendation"),
        ("NOTIFICATION", "notification"),
    ];

    private static readonly Gen<(string Word, string Name)> Known = Gen.OneOf(Words);

    /// <summary>One slip of the finger: a letter lost, put in, or taken for another.</summary>
    private static readonly Gen<Func<string, string>> Slip = Slips(3);

    /// <summary>The same, or two letters in the wrong order.</summary>
    private static readonly Gen<Func<string, string>> AnySlip = Slips(4);

    [Fact]
    public void A_known_word_is_found_with_any_one_slip_and_whatever_follows_it() =>
        Gen.Select(Known, AnySlip, Gen.OneOf("", " (PORTABLE)", " AND REST"))
            .Sample(static (known, slip, rest) => HeadingSpelling.Find(slip(known.Word) + rest) == known.Name, iter: 3_000);

    [Fact]
    public void Two_slips_still_leave_a_heading_where_enough_letters_are_left() =>
        Gen.Select(Known, Slip, Slip).Where(static sample => sample.Item3(sample.Item2(sample.Item1.Word)).Length >= 7)
            .Sample(static (known, first, second) => HeadingSpelling.Find(second(first(known.Word))) is not null, iter: 3_000);

    [Theory]
    [InlineData("")]
    [InlineData("LUNGS AND PLEURA")]
    [InlineData("CARDIAC")]
    [InlineData("MEDIASTINUM")]
    [InlineData("ABDOMEN")]
    [InlineData("FINDI")]
    [InlineData("XXXDINGS")]
    [InlineData("PORTABLE FINDINGS")]
    [InlineData("FINDINGSANDIMPRESSION")]
    public void What_is_near_to_no_known_word_is_none(string heading) => Assert.Null(HeadingSpelling.Find(heading));

    private static Gen<Func<string, string>> Slips(int kinds) => Gen.Select<int, int, char, Func<string, string>>(
        Gen.Int[0, kinds - 1], Gen.Int[0, 100], Gen.Char['A', 'Z'], static (kind, place, letter) => word =>
        {
            var at = place % (word.Length - 1);
            return kind switch
            {
                0 => word.Remove(at, 1),
                1 => word.Insert(at, $"{letter}"),
                2 => $"{word[..at]}{letter}{word[(at + 1)..]}",
                _ => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
            };
        });
}
