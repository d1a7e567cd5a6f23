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

    private List<GoldReport> Read(string name, string content)
    {
        File.WriteAllText(_folder.Path(name), content);
        return [.. GoldFile.Read(_folder.Path(name))];
    }
}
