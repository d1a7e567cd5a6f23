using VividMed.Evaluation.Annotations;
using VividMed.Evaluation.Grounding;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Evaluation.Tests.Grounding;

public sealed class AnnotatedStudyTests
{
    [Theory]
    [InlineData("Small left effusion", Side.Left)]
    [InlineData("RIGHT effusion", Side.Right)]
    [InlineData("effusion, Lt > previous", Side.Left)]
    [InlineData("rt effusion", Side.Right)]
    [InlineData("effusions on the left and right", Side.Both)]
    [InlineData("bilateral effusions", Side.Both)]
    [InlineData("bibasilar effusions", Side.Both)]
    [InlineData("effusion with leftover fluid", Side.None)]
    [InlineData("upright view, effusion", Side.None)]
    public void The_side_is_what_the_phrase_says(string text, Side side) =>
        Assert.Equal(
            side,
            Assert.Single(AnnotatedStudies.Of(Sample("Clear."), [Annotation(["Pleural Effusion"], text)], Vocabulary).Mentions).Side);

    [Fact]
    public void What_has_no_sides_gets_none_whatever_the_phrase_says() =>
        Assert.Equal(
            Side.None,
            Assert.Single(
                AnnotatedStudies.Of(Sample("Clear."), [Annotation(["Cardiomegaly"], "enlarged left heart")], Vocabulary).Mentions).Side);

    [Fact]
    public void Names_of_one_target_are_one_mention_and_unknown_names_are_none()
    {
        var study = AnnotatedStudies.Of(
            Sample("Clear."),
            [Annotation(["Pleural Effusion", "pleural effusion", " Effusion ", "a name of nothing"], "effusion"), Annotation([], "nothing")],
            Vocabulary);

        Assert.Equal(["pleural effusion"], study.Mentions.Select(static mention => mention.Target));
        Assert.False(study.IsComplete);
    }

    [Fact]
    public void Of_several_images_the_one_of_the_annotated_size_is_meant()
    {
        var narrow = Radiograph with { Width = 50 };
        var sample = Sample("Clear.") with { Images = [Radiograph, Radiograph with { Width = 200, Height = 80 }, narrow, narrow] };

        Assert.Equal(1, ImageOf((200, 80)));
        Assert.Null(ImageOf((50, 100)));
        Assert.Null(ImageOf((7, 7)));
        Assert.Null(ImageOf(null));

        int? ImageOf((int, int)? size) =>
            AnnotatedStudies.Of(
                sample,
                [Annotation(["Edema"], "edema") with { Size = size }],
                Vocabulary).Mentions is [var only] ? only.Regions![0].Image : null;
    }

    [Fact]
    public void Boxes_are_brought_to_the_size_of_the_stored_image()
    {
        var measured = Annotation(["Edema"], "edema") with { Size = (1000, 500), Boxes = [Imaging.Geometry.Box.Flat(100, 50, 500, 250)] };
        var shared = measured with { Size = null, Boxes = [Imaging.Geometry.Box.Flat(0.1, 0.1, 0.5, 0.5)] };

        Assert.Equal(measured.BoxesIn(200, 300), shared.BoxesIn(200, 300));
        Assert.Equal([Imaging.Geometry.Box.Flat(20, 30, 100, 150)], measured.BoxesIn(200, 300));
    }

    private static BoxAnnotation Annotation(string[] labels, string text) =>
        new("s", "i", (100, 100), labels, text, IsPresent: true, [Imaging.Geometry.Box.Flat(0, 0, 10, 10)]);
}
