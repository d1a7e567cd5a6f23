using System.Text;

namespace VividMed.Reports.Tests;

public sealed class TaxonomyTests
{
    private static readonly string[] VinDr =
    [
        "Aortic enlargement", "Atelectasis", "Calcification", "Cardiomegaly", "Clavicle fracture", "Consolidation", "Edema", "Emphysema", "Enlarged PA", "ILD", "Infiltration", "Lung cavity",
        "Lung cyst", "Lung Opacity", "Mediastinal shift", "Nodule/Mass", "Other lesion", "Pleural effusion", "Pleural thickening", "Pneumothorax", "Pulmonary fibrosis", "Rib fracture",
    ];

    private static readonly string[] PaperAbnormalities =
    [
        "atelectasis", "cardiomegaly", "clavicle fracture", "pulmonary consolidation", "pulmonary edema", "pulmonary emphysema", "pulmonary infiltrate", "pulmonary opacification", "mediastinal shift", "lung nodule",
        "kidney cyst", "pleural effusion", "pleural thickening", "pneumothorax", "pulmonary fibrosis", "rib fracture", "widened mediastinum", "pericardial effusion", "hiatal hernia", "lymphadenopathy",
        "peribronchial thickening", "bronchiectasis", "interlobular septal thickening", "vascular calcification",
    ];

    [Fact]
    public void Every_detector_class_finds_a_target()
    {
        Assert.All(VinDr, static name => Assert.NotNull(TestTaxonomy.Shipped.FindByDetectorClass(name)));
        Assert.Equal("lung nodule", TestTaxonomy.Shipped.FindByDetectorClass("Nodule/Mass")!.Id);
    }

    [Fact]
    public void Every_published_abnormality_is_a_target()
    {
        Assert.All(PaperAbnormalities, static id => Assert.Equal(FindingKind.Abnormality, TestTaxonomy.Shipped.Find(id)?.Kind));
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
            string?[] prompts = [target.SegmenterPrompts!.None, target.SegmenterPrompts.Left, target.SegmenterPrompts.Right];
            Assert.All(prompts.OfType<string>(), prompt => Assert.Equal(target.Id.Contains("ventricle", StringComparison.Ordinal), prompt.Contains("ventricle", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Every_id_is_found_again_in_text()
    {
        foreach (var target in TestTaxonomy.Shipped.Targets)
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

        Assert.Equal("bad-taxonomy", Assert.Throws<ReportException>(() => Taxonomy.Load(stream)).Code);
    }
}
