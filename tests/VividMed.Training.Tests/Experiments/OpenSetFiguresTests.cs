using VividMed.Taxonomy;
using VividMed.Training.Experiments.Comparison;
using VividMed.Training.Experiments.Designs;
using VividMed.Training.Experiments.Results;
using VividMed.Training.Tests.VisionLanguage.Evaluators;

namespace VividMed.Training.Tests.Experiments;

public sealed class OpenSetFiguresTests
{
    private static readonly NamedPlace Nowhere = new([], HasPlace: false, SaysReason: false);
    private static readonly NamedPlace Somewhere = new([], HasPlace: true, SaysReason: false);

    [Fact]
    public void Seen_and_unseen_are_counted_apart_and_their_harmonic_mean_is_nothing_where_one_is()
    {
        var study = Study(There(isUnseen: false, 0.75), There(isUnseen: true, 0.125), There(isUnseen: true, 0.375), There(isUnseen: true, 1) with { IsOtherWord = true });
        Assert.Equal((0.75, 0.25, 1), (Of("seen box IoU", study), Of("unseen box IoU", study), Of("unseen box IoU, words never taught", study)));
        Assert.Equal(0.375, Of("harmonic mean of box IoU", study)!.Value, 12);
        Assert.Equal((1, 0.5), (Of("seen recall at IoU 0.3", study), Of("unseen recall at IoU 0.3", study)));
        Assert.Equal(0, Of("harmonic mean of box IoU", Study(There(false, 0), There(true, 0))));
        Assert.Null(Of("harmonic mean of box IoU", Study(There(false, 1))));
    }

    [Fact]
    public void A_call_is_right_where_it_was_needed_and_names_what_was_asked_for()
    {
        var study = Study(Called(isUnseen: true, namesIt: true), Called(isUnseen: true, namesIt: false), Called(isUnseen: false, namesIt: true), There(isUnseen: true, 0.5));
        Assert.Equal(1 / 3.0, Of("call precision", study)!.Value, 12);
        Assert.Equal(1 / 3.0, Of("call recall", study)!.Value, 12);
        Assert.Null(Of("call precision", Study(There(isUnseen: true, 0.5))));
    }

    [Fact]
    public void What_is_not_there_has_no_place() =>
        Assert.Equal((0.5, 1), (Of("null accuracy, unseen", Study(Absent(true, Nowhere), Absent(true, Somewhere))), Of("null accuracy, seen", Study(Absent(false, Nowhere)))));

    [Fact]
    public void After_a_failed_call_a_box_is_made_up_and_a_reason_is_wanted()
    {
        var said = Called(isUnseen: true, namesIt: true) with { WhenFailed = Nowhere with { SaysReason = true } };
        var silent = Called(isUnseen: true, namesIt: true) with { WhenFailed = Nowhere };
        var own = Absent(isUnseen: true, Somewhere) with { WhenFailed = Somewhere };
        var well = Study(said, silent, own);
        Assert.Null(Of("reason said after a failed call", well));
        var failing = Study(said.Failing(), silent.Failing(), own.Failing());
        Assert.Equal((0.5, 0), (Of("reason said after a failed call", failing), Of("made-up boxes after a failed call", failing)));
        Assert.Equal(1 / 3.0, Of("made-up boxes where nobody knows", failing)!.Value, 12);
        var spared = There(isUnseen: true, 0.5);
        Assert.Same(spared, spared.Failing());
    }

    [Fact]
    public void The_last_name_of_an_unseen_finding_is_never_taught()
    {
        var words = OpenSetWords.Of(Scene.Taxonomy, ["pneumothorax", "pleural effusion"]);
        Assert.Equal(["pleural effusion", "pneumothorax"], words.HeldOut.Keys.Order(StringComparer.Ordinal));
        Assert.All(words.Taught, taught => Assert.DoesNotContain(words.HeldOut[taught.Key], taught.Value));
    }

    private static NamedResult There(bool isUnseen, double overlap) => new("x", isUnseen, IsOtherWord: false, IsThere: true, null, new NamedPlace([overlap], HasPlace: true, SaysReason: false));

    private static NamedResult Called(bool isUnseen, bool namesIt) => There(isUnseen, 1) with { Called = new CallResult(namesIt, null, null) };

    private static NamedResult Absent(bool isUnseen, NamedPlace place) => new("x", isUnseen, IsOtherWord: false, IsThere: false, null, place);

    private static StudyResult Study(params NamedResult[] named) => new("p", Modality.Cxr) { Named = named };

    private static double? Of(string figure, StudyResult study) => OpenSetFigures.All.Single(one => one.Name == figure).Of([study]);
}
