using System.Text;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tests;

public sealed class TaxonomyTests
{
    [Fact]
    public void Every_detector_class_finds_a_target_that_names_it()
    {
        Assert.Equal(22, PublishedNames.VinDr.Length);
        Assert.All(PublishedNames.VinDr, static name => Assert.Contains(name, TestTaxonomy.Shipped.FindByDetectorClass(name)!.DetectorClasses));
        Assert.All(TestTaxonomy.Shipped.Targets.SelectMany(static target => target.DetectorClasses), static name => Assert.Contains(name, PublishedNames.VinDr));
        Assert.Equal("lung nodule", TestTaxonomy.Shipped.FindByDetectorClass("Nodule/Mass")!.Id);
    }

    [Fact]
    public void Every_published_abnormality_is_a_target()
    {
        Assert.Equal(24, PublishedNames.Abnormalities.Length);
        Assert.All(PublishedNames.Abnormalities, static id => Assert.Equal(FindingKind.Abnormality, TestTaxonomy.Shipped.Find(id)?.Kind));
    }

    [Fact]
    public void Every_published_anatomy_is_read_as_one_target_with_its_side()
    {
        Assert.Equal(217, PublishedNames.Anatomy.Count);
        Assert.Equal(217, PublishedNames.Anatomy.Distinct(StringComparer.Ordinal).Count());
        Assert.All(PublishedNames.Anatomy, static name =>
        {
            var finding = Assert.Single(Reading.Ct($"{name}.").Findings);
            var stated = name.StartsWith("left", StringComparison.Ordinal) ? Side.Left : name.StartsWith("right", StringComparison.Ordinal) ? Side.Right : Side.None;
            Assert.Equal((name, FindingKind.Anatomy), (finding.Text, finding.Kind));
            Assert.Equal(stated == Side.None ? TestTaxonomy.Shipped.Find(finding.Target)!.ImpliedSide : stated, finding.Side);
        });
    }

    [Fact]
    public void Every_published_anatomy_keeps_its_meaning()
    {
        // The combinations that name nothing of their own ("main carotid artery") share the target of what they contain.
        foreach (var group in PublishedNames.Anatomy.GroupBy(static name => Reading.Ct($"{name}.").Findings.Select(static finding => (finding.Target, finding.Side)).Single()))
        {
            Assert.Single(group.Select(static name => name.Replace("common ", string.Empty, StringComparison.Ordinal).Replace("main ", string.Empty, StringComparison.Ordinal)).Where(name => name != "right lung middle lobe").Distinct(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_segmenter_prompt_comes_back_as_itself()
    {
        Assert.All(PublishedNames.Sat, static name =>
        {
            var found = TestTaxonomy.Shipped.FindBySegmenterPrompt(name);
            Assert.Equal(name, found?.Target.SegmenterPrompts!.For(found.Value.Side));
        });
        Assert.All(TestTaxonomy.Shipped.Targets.SelectMany(static target => Prompts(target)), static prompt => Assert.Contains(prompt, PublishedNames.Sat));
    }

    [Fact]
    public void A_prompt_states_the_side_that_it_is_for()
    {
        foreach (var prompts in TestTaxonomy.Shipped.Targets.Select(static target => target.SegmenterPrompts).OfType<SegmenterPrompts>())
        {
            Assert.True(prompts.Left is null || !prompts.Left.StartsWith("right", StringComparison.Ordinal));
            Assert.True(prompts.Right is null || !prompts.Right.StartsWith("left", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("atrium", "left heart atrium")]
    [InlineData("ventricle", "left heart ventricle")]
    [InlineData("lung", "left lung")]
    [InlineData("rib 5", "left rib 5")]
    [InlineData("thyroid lobe", "left thyroid")]
    public void A_sided_anatomy_keeps_its_own_name_in_the_segmenters_words(string id, string prompt)
    {
        Assert.Equal(prompt, TestTaxonomy.Shipped.Find(id)!.SegmenterPrompts!.For(Side.Left));
    }

    [Fact]
    public void No_atrium_is_mapped_to_a_ventricle()
    {
        foreach (var target in TestTaxonomy.Shipped.Targets.Where(static target => target.SegmenterPrompts is not null))
        {
            Assert.All(Prompts(target), prompt => Assert.Equal(target.Id.Contains("ventricle", StringComparison.Ordinal), prompt.Contains("ventricle", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Every_id_is_found_again_in_text()
    {
        foreach (var target in TestTaxonomy.Shipped.Targets.Where(static target => !target.PlaceOnly))
        {
            Assert.Contains(target.Id, Reading.Ct($"There is {target.Id}.").Targets());
        }
    }

    [Fact]
    public void Ids_are_lower_case_and_free_of_sides()
    {
        Assert.All(TestTaxonomy.Shipped.Targets, static target => Assert.DoesNotMatch("left|right|[A-Z]", target.Id));
    }

    [Fact]
    public void The_digest_is_of_the_files_bytes()
    {
        Assert.Matches("^[0-9a-f]{64}$", TestTaxonomy.Shipped.Digest);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"schema":2,"targets":[]}""")]
    [InlineData("""{"schema":1,"targets":[{"id":"a","kind":"anatomy"},{"id":"a","kind":"anatomy"}]}""")]
    [InlineData("""{"schema":1,"targets":[{"id":"a","kind":"anatomy","parents":["b"]}]}""")]
    [InlineData("""{"schema":1,"targets":[{"id":"a","kind":"abnormality","containerAnatomy":"b"}]}""")]
    [InlineData("""{"schema":1,"targets":[{"id":"a","kind":"abnormality","unknown":1}]}""")]
    [InlineData("""{"schema":1,"targets":[null]}""")]
    public void A_broken_taxonomy_is_refused(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));

        Assert.Equal("bad-taxonomy", Assert.Throws<TaxonomyException>(() => TargetTaxonomy.Load(stream)).Code);
    }

    private static IEnumerable<string> Prompts(Target target) =>
        new[] { target.SegmenterPrompts?.None, target.SegmenterPrompts?.Left, target.SegmenterPrompts?.Right }.OfType<string>();
}
