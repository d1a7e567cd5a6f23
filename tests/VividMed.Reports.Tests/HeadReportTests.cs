using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Reports.Tests;

/// <summary>Reports of heads, read with the vocabulary of heads; and what that vocabulary may never touch.</summary>
public sealed class HeadReportTests
{
    private static readonly TargetTaxonomy Vocabulary = Load();
    private static readonly ReportTaggers Taggers = new(TargetTaxonomy.Join(TestTaxonomy.Shipped, Vocabulary), ReportLanguage.BuiltIn);

    [Theory]
    [InlineData("There is a 23 mm mass in the left cerebral hemisphere.", "brain mass", Polarity.Present, Side.Left)]
    [InlineData("No intracranial mass is seen.", "brain mass", Polarity.Absent, Side.None)]
    [InlineData("A right cerebral infarct cannot be excluded.", "cerebral infarct", Polarity.Uncertain, Side.Right)]
    [InlineData("Signal change of the right hemisphere in keeping with an infarct.", "cerebral infarct", Polarity.Present, Side.Right)]
    [InlineData("There are bilateral subdural collections.", "subdural collection", Polarity.Present, Side.Both)]
    [InlineData("The lateral ventricles are enlarged.", "hydrocephalus", Polarity.Present, Side.None)]
    [InlineData("The ventricles are normal in size.", "hydrocephalus", Polarity.Absent, Side.None)]
    [InlineData("There is no midline shift.", "midline shift", Polarity.Absent, Side.None)]
    public void A_finding_has_its_polarity_and_side(string sentence, string target, Polarity polarity, Side side)
    {
        var finding = Read(sentence).Finding(target);
        Assert.Equal((polarity, side), (finding.Polarity, finding.Side));
    }

    [Fact]
    public void A_finding_has_its_size_and_place()
    {
        var mass = Read("A rounded mass of 23 mm lies in the right hemisphere.").Finding("brain mass");
        Assert.Equal((23.0, "cerebral hemisphere"), (Assert.Single(mass.SizeMm!), mass.Location));
    }

    [Fact]
    public void What_is_gone_is_of_the_past() =>
        Assert.Equal(Temporality.Historical, Read("The previously seen left subdural collection has resolved.").Finding("subdural collection").Temporality);

    [Fact]
    public void A_mass_effect_is_no_mass() => Assert.DoesNotContain("brain mass", Read("There is mass effect.").Targets());

    [Fact]
    public void Every_id_is_found_again_in_text() => Assert.All(Vocabulary.Targets, static target => Assert.Contains(target.Id, Read($"There is {target.Id}.").Targets()));

    [Fact]
    public void No_name_is_of_both_bodies() =>
        Assert.Empty(Vocabulary.Targets.Select(static target => target.Id).Intersect(TestTaxonomy.Shipped.Targets.Select(static target => target.Id)));

    [Theory]
    [InlineData("There is a mass in the right upper lobe.")]
    [InlineData("The ventricles are enlarged. No lesion. A tumor is seen in the left lung.")]
    [InlineData("No hydrocephalus, no subdural collection.")]
    public void A_chest_is_read_as_if_there_were_no_heads(string sentence)
    {
        foreach (var modality in (Modality[])[Modality.Cxr, Modality.Ct])
        {
            var style = ReportStyles.For(modality);
            Assert.Equivalent(TestTaxonomy.Tagger.Tag("Findings: " + sentence, style), Taggers.For(modality).Tag("Findings: " + sentence, style));
            Assert.DoesNotContain(Taggers.For(modality).Tag("Findings: " + sentence, style).Targets(), static target => Vocabulary.Find(target) is not null);
        }
    }

    private static TaggedReport Read(string sentence) => Taggers.For(Modality.Mr).Tag("Findings: " + sentence, ReportStyles.For(Modality.Mr));

    private static TargetTaxonomy Load()
    {
        using var stream = File.OpenRead(Repository.Path("models", TargetTaxonomy.FileOf(Modality.Mr)));
        return TargetTaxonomy.Load(stream);
    }
}
