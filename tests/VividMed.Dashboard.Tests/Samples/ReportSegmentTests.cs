using CsCheck;
using VividMed.Dashboard.Samples;
using VividMed.Shards.Tests;

namespace VividMed.Dashboard.Tests.Samples;

public sealed class ReportSegmentTests
{
    [Fact]
    public void Phrases_are_marked_where_they_stand()
    {
        var segments = ReportSegment.Of(TestSamples.Radiograph("s1"));

        Assert.Equal(["Small ", "left pleural effusion", ". No ", "pneumothorax", "."], segments.Select(static segment => segment.Text));
        Assert.Equal([0], segments[1].Regions);
        Assert.Empty(segments[3].Regions);
        Assert.Equal([1], segments[3].Phrases);
    }

    [Fact]
    public void Phrases_of_the_same_words_light_the_regions_of_all()
    {
        var sample = TestSamples.Radiograph("s1");
        var twice = sample with { Phrases = [sample.Phrases[0], sample.Phrases[0] with { Target = "another", Regions = [2] }] };

        Assert.Equal([0, 2], ReportSegment.Of(twice)[1].Regions);
    }

    [Fact]
    public void The_pieces_are_the_text_whatever_overlaps() =>
        Gen.Select(Gen.Int[0, 45], Gen.Int[0, 45], Gen.Bool).Array[0, 6].Sample(static spans =>
        {
            var sample = TestSamples.Radiograph("s1");
            var phrases = spans.Where(static span => span.Item1 < span.Item2).Select(span => sample.Phrases[0] with { Start = span.Item1, End = span.Item2, Regions = span.Item3 ? [0] : [] });
            return string.Concat(ReportSegment.Of(sample with { Phrases = [.. phrases] }).Select(static segment => segment.Text)) == sample.Report.Text;
        });
}
