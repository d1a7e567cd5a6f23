using VividMed.Evaluation.Reports;
using VividMed.Reports;
using VividMed.Reports.Labels;
using VividMed.TestKit;

namespace VividMed.Evaluation.Tests.Reports;

public sealed class GoldFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_with_nested_labels_are_read()
    {
        var gold = Assert.Single(Read("a.jsonl", """{"uid":"7","findings":"Effusion.","impression":null,"gold14":{"Atelectasis":0,"Cardiomegaly":0,"Effusion":1,"Infiltration":0,"Mass":0,"Nodule":0,"Pneumonia":0,"Pneumothorax":0,"Consolidation":0,"Edema":0,"Emphysema":0,"Fibrosis":0,"Pleural_Thickening":0}}"""));

        Assert.Equal("7", gold.Id);
        Assert.StartsWith("FINDINGS: Effusion.", gold.Text, StringComparison.Ordinal);
        Assert.True(gold.Labels[LabelSet.OpenI13]["Effusion"]);
        Assert.False(gold.Labels[LabelSet.OpenI13]["Mass"]);
    }

    [Fact]
    public void A_table_of_fourteen_labels_is_read_and_the_uncertain_ones_are_not_judged()
    {
        var gold = Assert.Single(Read("a.csv", $"study_id,Report Impression,{string.Join(',', ReportLabels.Chexpert14Names)}\n5,\"Effusion,\nleft.\",0,,,,,,,-1.0,,,1.0,,,\n"));

        Assert.Equal(("5", "Effusion,\nleft."), (gold.Id, gold.Text.ReplaceLineEndings("\n")));
        Assert.True(gold.Labels[LabelSet.Chexpert14]["Pleural Effusion"]);
        Assert.False(gold.Labels[LabelSet.Chexpert14]["Fracture"]);
        Assert.DoesNotContain("Pneumonia", gold.Labels[LabelSet.Chexpert14].Keys);
    }

    [Fact]
    public void A_table_of_eighteen_labels_may_give_findings_and_impressions_apart()
    {
        var gold = Assert.Single(Read("a.csv", $"VolumeName,Findings_EN,Impressions_EN,{string.Join(',', ReportLabels.CtRate18Names)}\nvalid_1_a_1.nii.gz,Nodule.,Small nodule.,{string.Join(',', Enumerable.Repeat("1", 18))}\n"));

        Assert.Equal("FINDINGS: Nodule.\n\nIMPRESSION: Small nodule.", gold.Text);
        Assert.Equal(18, gold.Labels[LabelSet.CtRate18].Count);
    }

    [Fact]
    public void NegEx_sentences_mark_their_phrase_by_its_words()
    {
        var gold = Assert.Single(Read("a.txt", "Report No.\tConcept\tSentence\tNegation\n12\tpleural effusion\tThere is no Pleural Effusion.\tNegated\n"));

        Assert.Equal(new TextSpan(12, 28), gold.Phrase);
        Assert.True(gold.Labels[LabelSet.Negation]["negated"]);
    }

    [Theory]
    [InlineData("a.jsonl", "{not json")]
    [InlineData("a.jsonl", "[1]")]
    [InlineData("a.jsonl", """{"id":"1","text":"secret words"}""")]
    [InlineData("a.csv", "")]
    [InlineData("a.csv", "id,text\n1,secret words\n")]
    [InlineData("a.csv", "id,text\n1\n")]
    [InlineData("a.csv", "id,text\n1,\"secret words\n")]
    [InlineData("a.pdf", "x")]
    public void A_broken_file_is_refused_by_name_and_row_without_its_text(string name, string content)
    {
        var refusal = Assert.Throws<ReportException>(() => Read(name, content));

        Assert.Equal("bad-gold", refusal.Code);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_some_labels_of_a_set_says_how_many_are_wanted()
    {
        var refusal = Assert.Throws<ReportException>(() => Read("a.csv", "id,text,Cardiomegaly,Pleural Effusion,Pneumothorax\n1,secret words,1,0,0\n"));

        Assert.Equal("a.csv: row 2 has 3 of the 14 labels of chexpert14, and a set counts from 12 on: add the others, with -1 where nobody has judged.", refusal.Message);
    }

    [Theory]
    [InlineData("\"expect\":\"wantd\"", "line 1: expect of a mention has a word that is none of wanted, optional, must-not-be-present")]
    [InlineData("\"polarity\":[\"presnt\"]", "line 1: polarity of a mention has a word that is none of present, absent, uncertain")]
    [InlineData("\"side\":\"Left\"", "line 1: side of a mention has a word that is none of none, left, right, both, *")]
    [InlineData("\"change\":\"none\"", null)]
    [InlineData("\"anchor\":\"effusions\"", "line 1: the anchor of a mention does not stand in the text")]
    public void A_mention_that_could_never_be_right_is_refused(string member, string? why)
    {
        var anchor = member.Contains("anchor", StringComparison.Ordinal) ? "" : "\"anchor\":\"left effusion\",";
        var line = $"{{\"id\":\"1\",\"text\":\"Small left\\n effusion.\",\"gold\":[{{{anchor}\"targets\":[\"pleural effusion\"],{member}}}]}}";

        if (why is null) Assert.Single(Read("a.jsonl", line));
        else Assert.Equal($"a.jsonl: {why}.", Assert.Throws<ReportException>(() => Read("a.jsonl", line)).Message);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData(" TRUE ", true)]
    [InlineData("Present", true)]
    [InlineData("yes", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    [InlineData("absent", false)]
    [InlineData("0.5", false)]
    [InlineData("-1", null)]
    [InlineData("Uncertain", null)]
    public void A_label_is_present_absent_or_not_judged(string written, bool? present)
    {
        var gold = Assert.Single(
            Read("a.tsv", $"text\t{string.Join('\t', LabelSet.OpenI13.Labels)}\nClear.\t{written}{new string('\t', 12)}\n"));

        Assert.Equal(present, gold.Labels[LabelSet.OpenI13].TryGetValue("Atelectasis", out var found) ? found : null);
    }

    [Fact]
    public void A_set_counts_where_four_of_five_of_its_labels_are_there_and_not_below()
    {
        Assert.Equal(11, Assert.Single(Read("a.tsv", Table(11))).Labels[LabelSet.OpenI13].Count);
        Assert.Throws<ReportException>(() => Read("a.tsv", Table(10)));

        static string Table(int labels) =>
            $"text\t{string.Join('\t', LabelSet.OpenI13.Labels.Take(labels))}\nClear.{string.Concat(Enumerable.Repeat("\t1", labels))}\n";
    }

    [Fact]
    public void Names_are_known_in_any_case_and_punctuation_and_the_first_of_two_counts()
    {
        var header = string.Join(',', LabelSet.OpenI13.Labels.Select(static label => label.ToUpperInvariant().Replace('_', ' ')));
        var gold = Assert.Single(
            Read("a.csv", $"Study-ID,TEXT,text,{header}\n9,first,second,{string.Join(',', Enumerable.Repeat("1", 13))}\n"));

        Assert.Equal(("9", "first", 13), (gold.Id, gold.Text, gold.Labels[LabelSet.OpenI13].Count));
    }

    [Fact]
    public void A_row_without_a_name_is_called_by_its_number_and_blank_lines_are_passed_over()
    {
        var labels = string.Join(',', LabelSet.OpenI13.Labels.Select(static label => $"\"{label}\":1"));
        var gold = Read("a.ndjson", $"\n{{\"text\":\"Clear.\",{labels}}}\n   \n{{\"id\":4,\"text\":\"Clear.\",{labels}}}\n");

        Assert.Equal(["2", "4"], gold.Select(static report => report.Id));
    }

    [Fact]
    public void A_phrase_is_marked_by_its_offsets_or_its_words_and_by_nothing_that_is_not_there()
    {
        Assert.Equal(new TextSpan(3, 7), Mark("""{"text":"no pain","phrase":{"start":3,"end":7},"negation":"negated"}""").Phrase);
        Assert.Equal(new TextSpan(3, 7), Mark("""{"text":"no Pain","condition":"pain","negation":"affirmed"}""").Phrase);
        Assert.Throws<ReportException>(() => Mark("""{"text":"no pain","condition":"cough","negation":"negated"}"""));
        Assert.Throws<ReportException>(() => Mark("""{"text":"no pain","phrase":{"start":3,"end":7}}"""));

        GoldReport Mark(string line) => Assert.Single(Read("a.jsonl", line));
    }

    [Theory]
    [InlineData("Negated", "Historical", "Other", true, true, true)]
    [InlineData("Affirmed", "Recent", "Patient", false, false, false)]
    [InlineData("Affirmed", "Not particular", "patient", false, false, false)]
    public void What_is_said_of_a_phrase_is_read_in_NegEx_words(
        string negation, string time, string who, bool negated, bool historical, bool family)
    {
        var gold = Read("a.txt", $"sentence\tconcept\tnegation\ttemporality\texperiencer\nno pain\tpain\t{negation}\t{time}\t{who}\n");

        var labels = Assert.Single(gold).Labels[LabelSet.Negation];

        Assert.Equal((negated, historical, family), (labels["negated"], labels["historical"], labels["family"]));
    }

    [Fact]
    public void A_line_nested_beyond_reason_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);

        Assert.Equal("bad-gold", Assert.Throws<ReportException>(() => Read("a.jsonl", deep)).Code);
    }

    private List<GoldReport> Read(string name, string content)
    {
        File.WriteAllText(_folder.Path(name), content);
        return [.. GoldFile.Read(_folder.Path(name))];
    }
}
