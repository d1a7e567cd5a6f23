using System.Text.Json;
using VividMed.Datasets;
using VividMed.Evaluation.ReaderStudy;
using VividMed.Evaluation.Review;
using VividMed.TestKit;

namespace VividMed.Evaluation.Tests.ReaderStudy;

public sealed class ReadingFilesTests : IDisposable
{
    private static readonly ReadingPlan Plan = new() { Cases = 6, Readers = 2 };
    private static readonly ReadingPack Pack = ReadingScene.Pack(Plan);

    private readonly TemporaryFolder _folder = new();
    private readonly ReadingDesign _design;

    public ReadingFilesTests()
    {
        ReviewFiles.Write(ReadingFiles.Key(_folder.Root), Pack.Key);
        _design = ReadingScene.Design(Pack, Plan) with { KeySha256 = ReadingFiles.DigestOf(ReadingFiles.Key(_folder.Root)) };
        ReviewFiles.Write(ReadingFiles.Design(_folder.Root), _design);
    }

    [Fact]
    public void Design_and_key_read_back_as_they_were_written()
    {
        var design = ReadingFiles.ReadDesign(_folder.Root);

        Assert.Equal(_design.Readings, design.Readings);
        Assert.Equal((_design.Plan, _design.Study), (design.Plan, design.Study));
        Assert.Equal(_design.Errors, design.Errors);
        Assert.Equal(JsonSerializer.Serialize(Pack.Key), JsonSerializer.Serialize(ReadingFiles.ReadKey(_folder.Root, design)));
    }

    [Fact]
    public void A_key_that_was_changed_after_it_was_sealed_is_refused()
    {
        File.AppendAllText(ReadingFiles.Key(_folder.Root), "\n");

        Assert.Equal("changed-key", Assert.Throws<DatasetException>(() => ReadingFiles.ReadKey(_folder.Root, _design)).Code);
    }

    [Fact]
    public void What_a_page_saves_is_read()
    {
        var reading = _design.Readings[0];
        File.WriteAllText(_folder.Path("a.json"), $$"""
            {"study":"{{_design.Study}}","reader":"r1","period":1,"answers":[{"case":"{{reading.Case}}","arm":"{{reading.Arm.Word()}}","seconds":61.25,"text":"Clear lungs.",
            "inputs":12,"clicks":2,"log":[{"at":"2026-11-30T07:16:25.000Z","what":"start"}]}]}
            """);

        var answer = Assert.Single(ReadingFiles.ReadAnswers(_folder.Path("a.json"), _design).Answers);

        Assert.Equal((61.25, 12, "start"), (answer.Seconds, answer.Inputs, answer.Log[0].What));
    }

    [Fact]
    public void Answers_that_were_not_asked_for_are_refused_by_the_files_name()
    {
        var own = new SimulatedReader(new SimulatedHabits(), 1).Answer(_design, Pack.Key)[0];
        var first = own.Answers[0];
        var other = first.Arm == ReadingArm.None ? ReadingArm.Draft : ReadingArm.None;

        AssertRefused(own with { Study = "another" });
        AssertRefused(own with { Reader = "r9" });
        AssertRefused(own with { Answers = [first with { Arm = other }] });
        AssertRefused(own with { Answers = [first with { Seconds = 0 }] });

        void AssertRefused(ReadingAnswers answers)
        {
            ReviewFiles.Write(_folder.Path("a.json"), answers);
            var refused = Assert.Throws<DatasetException>(() => ReadingFiles.ReadAnswers(_folder.Path("a.json"), _design));
            Assert.Equal("bad-review-file", refused.Code);
            Assert.Contains("a.json", refused.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();
}
