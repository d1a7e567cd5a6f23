using System.IO.Compression;
using System.Text;
using VividMed.Datasets;
using VividMed.Evaluation.Annotations;
using VividMed.Imaging.Geometry;
using VividMed.TestKit;

namespace VividMed.Evaluation.Tests.Annotations;

public sealed class AnnotationFileTests : IDisposable
{
    private const string MsCxr = """
        split,path,dicom_id,category_name,label_text,x,y,w,h,image_width,image_height
        test,files/p10/p1/s50/a.jpg,a,Pneumonia,"opacity, right base",10,20,30.5,40,1000,2000
        test,files/p10/p1/s50/a.jpg,a,Edema,"opacity, right base",1,2,3,4,1000,2000
        test,s51/b.jpg,b,Pneumonia,"opacity, right base",5,6,7,8,100,200
        test,files/p10/p1/s50/a.jpg,a,Pneumonia,"opacity, right base",50,60,10,10,1000,2000

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_of_one_image_category_and_phrase_are_one_annotation_where_the_first_of_them_stands()
    {
        var found = MsCxrAnnotations.Read(Write("ms.csv", MsCxr), TestContext.Current.CancellationToken);

        Assert.Equal([("50", "a", "Pneumonia"), ("50", "a", "Edema"), ("51", "b", "Pneumonia")], found.Select(static one => (one.Study, one.Image, one.Labels[0])));
        Assert.Equal([Box.Flat(10, 20, 40.5, 60), Box.Flat(50, 60, 60, 70)], found[0].Boxes);
        Assert.Equal(((1000, 2000), "opacity, right base", true), (found[0].Size!.Value, found[0].Text, found[0].IsPresent));
    }

    [Fact]
    public void A_compressed_table_is_read_as_it_would_be_without()
    {
        using (var file = new GZipStream(File.Create(_folder.Path("ms.csv.gz")), CompressionLevel.Fastest)) file.Write(Encoding.UTF8.GetBytes(MsCxr));

        Assert.Equivalent(MsCxrAnnotations.Read(Write("ms.csv", MsCxr)), MsCxrAnnotations.Read(_folder.Path("ms.csv.gz")), strict: true);
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_named_by_file_and_place()
    {
        var refused = Assert.Throws<DatasetException>(() => MsCxrAnnotations.Read(Write("ms.csv", MsCxr.Replace("30.5", "wide", StringComparison.Ordinal))));

        Assert.Equal(("bad-annotation", "ms.csv: line 2 has a coordinate that is no number"), (refused.Code, refused.Message));
    }

    [Fact]
    public void A_grounded_report_needs_little_and_may_leave_out_the_rest()
    {
        var found = PadChestGrAnnotations.Read(Write("grounded.json", """
            [{"StudyID":77,"ImageID":"i.png","findings":[
               {},
               {"sentence_en":null,"abnormal":false,"labels":null,"boxes":null,"more":{"of":"it"}},
               {"sentence_en":"Nodule.","abnormal":true,"labels":["nodule",null],"boxes":[[0.1,0.2,0.3,0.4],[0,0,1,1]]}]},
             {"StudyID":"78","ImageID":"j.png","findings":[]}]
            """));

        Assert.Equal([("77", "", true), ("77", "", false), ("77", "Nodule.", true)], found.Select(static one => (one.Study, one.Text, one.IsPresent)));
        Assert.Equal([0, 0, 2], found.Select(static one => one.Boxes.Count));
        Assert.Equal(["nodule", ""], found[2].Labels);
        Assert.Null(found[2].Size);
    }

    [Fact]
    public void A_file_beyond_any_of_grounded_reports_is_not_read()
    {
        using (var file = File.Create(_folder.Path("grounded.json"))) file.SetLength((256L << 20) + 1);

        Assert.Equal("bad-annotation", Assert.Throws<DatasetException>(() => PadChestGrAnnotations.Read(_folder.Path("grounded.json"))).Code);
    }

    private string Write(string name, string content)
    {
        File.WriteAllText(_folder.Path(name), content);
        return _folder.Path(name);
    }
}
