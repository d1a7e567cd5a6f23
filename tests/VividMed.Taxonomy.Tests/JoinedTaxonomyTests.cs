using System.Text;

namespace VividMed.Taxonomy.Tests;

/// <summary>The chest and the head have vocabularies of their own, which never mix in reading.</summary>
public sealed class JoinedTaxonomyTests
{
    private static readonly TargetTaxonomy Chest = Load("lung", "heart");
    private static readonly TargetTaxonomy Head = Load("brain");

    [Fact]
    public void Joined_they_are_looked_up_together_and_read_apart()
    {
        var both = TargetTaxonomy.Join(Chest, Head);
        Assert.Equal(["lung", "heart", "brain"], both.Targets.Select(static target => target.Id));
        Assert.NotNull(both.Find("brain"));
        Assert.Same(Head, both.For(Modality.Mr));
        Assert.Same(Chest, both.For(Modality.Ct));
        Assert.Same(Chest, both.For(Modality.Cxr));
        Assert.NotEqual(Chest.Digest, both.Digest);
    }

    [Fact]
    public void One_alone_is_read_by_itself_whatever_the_modality() =>
        Assert.All(Enum.GetValues<Modality>(), static modality => Assert.Same(Head, Head.For(modality)));

    [Fact]
    public void An_id_in_both_is_refused() =>
        Assert.Contains("'lung'", Assert.Throws<TaxonomyException>(static () => TargetTaxonomy.Join(Chest, Load("lung"))).Message, StringComparison.Ordinal);

    [Fact]
    public void MR_alone_has_a_file_of_its_own() =>
        Assert.Equal(["taxonomy.json", "taxonomy.json", "taxonomy-mr.json"], Enum.GetValues<Modality>().Select(TargetTaxonomy.FileOf));

    private static TargetTaxonomy Load(params IEnumerable<string> ids) => TargetTaxonomy.Load(new MemoryStream(Encoding.UTF8.GetBytes(
        $$"""{"schema":1,"targets":[{{string.Join(',', ids.Select(static id => $$"""{"id":"{{id}}","kind":"anatomy"}"""))}}]}""")));
}
