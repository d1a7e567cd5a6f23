using System.Text;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Reports.Tests.Wordings;

/// <summary>The language of a models folder is what reports are read by, and a file that does not hold is told by name, place and cure.</summary>
public sealed class ReportLanguageTests : IDisposable
{
    private static readonly string Shipped = File.ReadAllText(Repository.Path("models", ReportLanguage.Name));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_a_file_and_one_with_the_program_s_own_are_read_by_the_program_s()
    {
        Assert.Same(ReportLanguage.BuiltIn, ReportLanguage.OfFolder(_folder.Path("none")));
        Assert.Same(ReportLanguage.BuiltIn, ReportLanguage.OfFolder(Repository.Path("models")));
        Assert.True(ReportLanguage.BuiltIn.IsBuiltIn);
    }

    [Fact]
    public void Another_file_has_another_digest_and_reads_otherwise()
    {
        var language = Write(Shipped.Replace("\"question of\"", "\"question of\", \"query\"", StringComparison.Ordinal));

        Assert.False(language.IsBuiltIn);
        Assert.NotEqual(ReportLanguage.BuiltIn.Digest, language.Digest);
        Assert.Equal(Polarity.Uncertain, PolarityBy(language, "Query pneumonia."));
        Assert.Equal(Polarity.Present, PolarityBy(ReportLanguage.BuiltIn, "Query pneumonia."));
    }

    [Theory]
    [InlineData("\"question of\"", "\"(question of\"", "line ", "'(question of'")]
    [InlineData("\"question of\"", "\"question {nobody}\"", "line ", "{nobody}")]
    [InlineData("\"question of\"", "null", "line ", "empty")]
    [InlineData("\"question of\"", "\" \"", "line ", "empty")]
    [InlineData("\"question of\"", "\"(question|) (of|)\"", "line ", "nothing at all")]
    [InlineData("\"question of\"", "7", "line ", "doubtsNext")]
    [InlineData("\"doubtsNext\"", "\"doubtNext\"", "line ", "cues")]
    [InlineData("\"describing\"", "\"describes\"", "lacks", "'describing'")]
    [InlineData("\"describing\"", "\"wrong\": [], \"describing\"", "line ", "wrong")]
    [InlineData("\"R\": \"right\"", "\"Rt\": \"right\"", "'Rt'", "capitals")]
    [InlineData("\"mm\": 1", "\"mm\": 0", "'mm'", "millimeters")]
    [InlineData("vividmed.language/1", "vividmed.language/9", "schema", "vividmed.language/1")]
    [InlineData("\"abbreviations\": {", "\"abbreviations\": { \"rij\": \"right\",", "line ", "rij")]
    [InlineData("\"words\": {", "\"words\": [", "line ", "not what")]
    public void What_does_not_hold_is_refused_with_file_place_and_cure(string old, string edited, string place, string why)
    {
        Assert.Contains(old, Shipped, StringComparison.Ordinal);
        var at = Shipped.IndexOf(old, StringComparison.Ordinal);

        var refused = Assert.Throws<LanguageException>(() => Write(Shipped[..at] + edited + Shipped[(at + old.Length)..]));

        Assert.Equal("bad-language", refused.Code);
        Assert.StartsWith(_folder.Path(ReportLanguage.Name), refused.Message, StringComparison.Ordinal);
        Assert.Contains(place, refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains("correct it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_is_that_of_the_wording()
    {
        var before = Shipped[..Shipped.IndexOf("\"question of\"", StringComparison.Ordinal)];

        var refused = Assert.Throws<LanguageException>(() => Write(before + "\"ques(tion of\", " + Shipped[before.Length..]));

        Assert.Contains($"line {1 + before.Count(static character => character == '\n')}:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_that_stand_for_more_wordings_than_fit_into_memory_are_refused()
    {
        var many = string.Join(' ', Enumerable.Repeat("(a|b|c|d|e|f|g|h|i|j)", 8));
        Assert.Contains("wordings", Assert.Throws<LanguageException>(() => Write(Shipped.Replace("\"question of\"", $"\"{many}\"", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_object_too_many_bytes_and_no_bytes_are_refused()
    {
        foreach (var text in (string[])["", "[]", "null", "{}", new(' ', 5 << 20)]) Assert.Throws<LanguageException>(() => Write(text));
    }

    [Fact]
    public void Cut_anywhere_the_file_is_refused_and_nothing_else_happens()
    {
        for (var length = 1; length < Shipped.TrimEnd().Length; length += 997) Assert.Throws<LanguageException>(() => Write(Shipped[..length]));
    }

    private static Polarity PolarityBy(ReportLanguage language, string sentence) =>
        new ReportTagger(TestTaxonomy.Shipped, language).Tag("FINDINGS: " + sentence, ReportStyle.MimicCxr).Findings.Single().Polarity;

    private ReportLanguage Write(string text)
    {
        File.WriteAllText(_folder.Path(ReportLanguage.Name), text, new UTF8Encoding(false));
        return ReportLanguage.OfFolder(_folder.Root);
    }
}
