using VividMed.Datasets;
using VividMed.Evaluation.Grounding;
using VividMed.Taxonomy;
using VividMed.TestKit;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Evaluation.Tests.Grounding;

/// <summary>Files in the layouts of MS-CXR, PadChest-GR and one's own gold, written here.</summary>
public sealed class GroundTruthTests
{
    private const string MsCxrHeader = "dicom_id,category_name,label_text,path,x,y,w,h,image_width,image_height,split\n";

    [Fact]
    public void Ms_cxr_rows_of_a_phrase_become_one_mention_with_its_boxes()
    {
        using var folder = new TemporaryFolder();
        var truth = Load(folder, "ms.csv", MsCxrHeader
            + "d1,Pleural Effusion,\"left pleural effusion, small\",files/p10/p10000001/s77/d1.jpg,650,600,300,300,1000,1000,test\n"
            + "d1,Pleural Effusion,\"left pleural effusion, small\",files/p10/p10000001/s77/d1.jpg,700,200,100,100,1000,1000,test\n"
            + "d1,Lung Opacity,opacity,files/p10/p10000001/s78/d1.jpg,1,1,2,2,1000,1000,test\n");

        var study = truth.Of(Sample("Left pleural effusion.") with { Study = "77" })!;

        var mention = Assert.Single(study.Mentions);
        Assert.Equal(("pleural effusion", Side.Left, Polarity.Present), (mention.Target, mention.Side, mention.Polarity));
        Assert.Equal((65.0, 95.0), (mention.Regions![0].Box.X0, mention.Regions[0].Box.X1));
        Assert.Equal(2, mention.Regions.Count);
        Assert.Null(truth.Of(Sample("Clear.") with { Study = "79" }));
    }

    [Theory]
    [InlineData("Atelectasis", "atelectasis")]
    [InlineData("Cardiomegaly", "cardiomegaly")]
    [InlineData("Consolidation", "pulmonary consolidation")]
    [InlineData("Edema", "pulmonary edema")]
    [InlineData("Lung Opacity", "pulmonary opacification")]
    [InlineData("Pleural Effusion", "pleural effusion")]
    [InlineData("Pneumonia", "pneumonia")]
    [InlineData("Pneumothorax", "pneumothorax")]
    [InlineData("nodule", "lung nodule")]
    public void Annotators_names_lead_to_targets(string label, string target) => Assert.Equal(target, AnnotatedStudies.TargetOf(label, Vocabulary)?.Id);

    [Fact]
    public void Padchest_gr_boxes_are_shares_of_the_image()
    {
        using var folder = new TemporaryFolder();
        var truth = Load(folder, "grounded.json", """
            [{"StudyID":"77","ImageID":"77_1.png","findings":[
              {"sentence_en":"Left pleural effusion.","abnormal":true,"boxes":[[0.65,0.6,0.95,0.9]],"extra_boxes":[],"labels":["pleural effusion"],"locations":["left"]},
              {"sentence_en":"No pneumothorax.","abnormal":false,"boxes":[],"labels":["pneumothorax"]},
              {"sentence_en":"Something else.","abnormal":true,"boxes":null,"labels":["a name that is not there"]}]}]
            """);

        var mentions = truth.Of(Sample("Left pleural effusion.") with { Study = "77" })!.Mentions;

        Assert.Equal(["pleural effusion", "pneumothorax"], mentions.Select(static mention => mention.Target));
        Assert.Equal(65, mentions[0].Regions![0].Box.X0, 1e-9);
        Assert.Equal(Polarity.Absent, mentions[1].Polarity);
    }

    [Fact]
    public void Gold_lines_of_ones_own_are_read()
    {
        using var folder = new TemporaryFolder();
        var truth = Load(folder, "gold.jsonl", """
            {"study":"77","target":"pleural effusion","side":"left","boxes":[[65,60,95,90]]}

            {"study":"77","target":"pneumothorax","polarity":"absent"}
            """);

        var sample = Sample("Left pleural effusion. No pneumothorax.", Box("pleural effusion", 65, 60, 95, 90)) with { Study = "77" };
        var evaluation = GroundingEvaluation.Of([GroundingScorer.Score(sample, truth.Of(sample)!)], withoutTruth: 0);

        Assert.Equal((1.0, 1.0, 0.0), (evaluation.Overall["precision"].Value, evaluation.Overall["recall"].Value, evaluation.Overall["absent with region"].Value));
    }

    [Theory]
    [InlineData("a.csv", "dicom_id,category_name\n")]
    [InlineData("a.csv", MsCxrHeader + "d,Edema,t,files/s7/d.jpg,one,1,1,1,10,10,test\n")]
    [InlineData("a.csv", MsCxrHeader + "d,Edema,t,nowhere.jpg,1,1,1,1,10,10,test\n")]
    [InlineData("a.csv", MsCxrHeader + "d,Edema,t,files/s7/d.jpg,1,1,1,1,0,10,test\n")]
    [InlineData("a.csv", MsCxrHeader + "d,Edema,t,files/s7/d.jpg,1e999,1,1,1,10,10,test\n")]
    [InlineData("a.csv", MsCxrHeader + "d,Edema,t,files/s7/d.jpg,NaN,1,1,1,10,10,test\n")]
    [InlineData("a.csv", MsCxrHeader + "d,Edema,t,files/sx7/d.jpg,1,1,1,1,10,10,test\n")]
    [InlineData("a.json", "{}")]
    [InlineData("a.json", "[1]")]
    [InlineData("a.json", "[{\"StudyID\":\"1\",\"ImageID\":\"i\",\"findings\":[{\"labels\":[1]}]}]")]
    [InlineData("a.json", "[{\"StudyID\":\"1\",\"ImageID\":\"i\",\"findings\":[{\"boxes\":[[0,0,1,\"1\"]]}]}]")]
    [InlineData("a.json", "[{\"StudyID\":\"1\",\"ImageID\":\"i\",\"findings\":[{\"boxes\":[[0,0,1,1e999]]}]}]")]
    [InlineData("a.json", "[{\"StudyID\":\"1\"}]")]
    [InlineData("a.json", "[{\"StudyID\":\"1\",\"ImageID\":\"i\",\"findings\":[{\"boxes\":[[1,2]]}]}]")]
    [InlineData("a.json", "[")]
    [InlineData("a.json", "[{\"StudyID\":\"1\",\"ImageID\":\"i\",\"findings\":[{\"boxes\":[[0,0,1,1,1e999]]}]}]")]
    [InlineData("a.jsonl", "{}")]
    [InlineData("a.jsonl", "{\"study\":\"1\",\"target\":\"flux capacitor\"}")]
    [InlineData("a.jsonl", "{\"study\":\"1\",\"target\":\"heart\",\"boxes\":[[1,2,3]]}")]
    [InlineData("a.jsonl", "null")]
    [InlineData("a.jsonl", "{\"study\":\"1\",\"target\":null}")]
    [InlineData("a.jsonl", "{\"study\":null,\"target\":\"heart\"}")]
    [InlineData("a.jsonl", "{\"study\":\"1\",\"target\":\"heart\",\"boxes\":null}")]
    [InlineData("a.jsonl", "{\"study\":\"1\",\"target\":\"heart\",\"boxes\":[null]}")]
    [InlineData("a.jsonl", "{\"study\":\"1\",\"target\":\"heart\",\"boxes\":[[1,2,3,1e999]]}")]
    [InlineData("a.jsonl", "{\"study\":\"1\",\"target\":\"heart\",\"side\":\"up\"}")]
    [InlineData("a.jsonl", "{\"study\":\"1\",\"target\":\"heart\",\"polarity\":7}")]
    [InlineData("a.txt", "")]
    public void A_broken_truth_is_a_typed_error(string name, string content)
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<DatasetException>(() => Load(folder, name, content).Of(Sample("Clear.") with { Study = "1" }));
    }

    [Fact]
    public void A_broken_gold_line_is_named_by_file_and_number()
    {
        using var folder = new TemporaryFolder();

        var refused = Assert.Throws<DatasetException>(
            () => Load(
                folder,
                "gold.jsonl",
                "{\"study\":\"1\",\"target\":\"heart\"}\n\n{\"study\":\"2\",\"target\":\"hart\"}\n").Of(Sample("Clear.")));

        Assert.Equal(("bad-annotation", "gold.jsonl, line 3: the taxonomy has no target 'hart'"), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("gold.jsonl", "missing-table")]
    [InlineData("grounded.json", "missing-table")]
    [InlineData("truth.json", "missing-truth")]
    public void A_missing_truth_is_named(string name, string code)
    {
        using var folder = new TemporaryFolder();

        var refused = Assert.Throws<DatasetException>(() => GroundTruth.Load(folder.Path(name), Vocabulary).Of(Sample("Clear.")));

        Assert.Equal(code, refused.Code);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gold_line_tells_all_that_a_mention_can_be()
    {
        using var folder = new TemporaryFolder();
        var truth = Load(
            folder,
            "gold.jsonl",
            """{"study":"1","target":"pleural effusion","side":"both","polarity":"uncertain","historical":true,"image":1,"boxes":[[1,2,3,4]]}""");

        var mention = Assert.Single(truth.Of(Sample("Clear.") with { Study = "1" })!.Mentions);

        Assert.Equal(
            (FindingKind.Abnormality, Side.Both, Polarity.Uncertain, true),
            (mention.Kind, mention.Side, mention.Polarity, mention.Historical));
        Assert.Equal((1, Imaging.Geometry.Box.Flat(1, 2, 3, 4)), (mention.Regions![0].Image, mention.Regions[0].Box));
    }

    private static GroundTruth Load(TemporaryFolder folder, string name, string content)
    {
        File.WriteAllText(folder.Path(name), content);
        return GroundTruth.Load(folder.Path(name), Vocabulary);
    }
}
