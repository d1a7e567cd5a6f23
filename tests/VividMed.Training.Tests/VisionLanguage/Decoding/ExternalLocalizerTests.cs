using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

public sealed class ExternalLocalizerTests
{
    private static readonly LocalizerCall Effusion = new("pleural effusion", Side.Left);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task What_it_finds_is_its_answer()
    {
        var found = new LocalizerAnswer("m 1", [new ScoredBox(Box.Flat(1, 2, 3, 4), 0.9)]);
        Assert.Same(found, await AskAsync((call, _) => call == Effusion ? found : throw new InvalidOperationException()));
        Assert.True(found.IsFound);
        Assert.False(new LocalizerAnswer("m 1", []).IsFound);
    }

    [Fact]
    public async Task One_that_does_not_answer_in_time_is_told_to_stop_and_leaves_its_reason()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = await new ExternalLocalizer(
            (_, stop) =>
            {
                stop.WaitHandle.WaitOne();
                stopped.SetResult();
                return new LocalizerAnswer("late", [new ScoredBox(Box.Flat(0, 0, 1, 1), 1)]);
            },
            TimeSpan.Zero).AskAsync(Effusion, TestContext.Current.CancellationToken);

        Assert.Equal((LocalizerFailure.TimedOut, false), (answer.Failure, answer.IsFound));
        await stopped.Task;
    }

    [Fact]
    public async Task One_that_breaks_leaves_its_reason_and_only_what_is_meant_for_people()
    {
        var known = await AskAsync(static (_, _) => throw new TrainingException("out-of-film", "The film is out: put one in."));
        Assert.Equal((LocalizerFailure.Broke, "out-of-film: The film is out: put one in."), (known.Failure, known.Detail));
        var unknown = await AskAsync(static (_, _) => throw new InvalidOperationException("Mr Smith's effusion"));
        Assert.Equal((LocalizerFailure.Broke, nameof(InvalidOperationException)), (unknown.Failure, unknown.Detail));
        Assert.Equal(LocalizerFailure.Broke, (await AskAsync(static (_, _) => throw new TimeoutException())).Failure);
    }

    [Fact]
    public async Task Whoever_asked_may_not_want_to_know_any_more()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ExternalLocalizer(
            (_, token) =>
            {
                stop.Cancel();
                token.WaitHandle.WaitOne();
                return LocalizerAnswer.Failed(LocalizerFailure.Broke);
            },
            Long).AskAsync(Effusion, stop.Token));
    }

    [Fact]
    public async Task Nobody_has_no_answer() =>
        Assert.Equal(LocalizerFailure.NoLocalizer, (await ExternalLocalizer.None.AskAsync(Effusion, TestContext.Current.CancellationToken)).Failure);

    [Theory]
    [InlineData("left pleural effusion", "pleural effusion", Side.Left)]
    [InlineData(" Right  nodule ", "nodule", Side.Right)]
    [InlineData("cardiomegaly", "cardiomegaly", Side.None)]
    [InlineData("leftover", "leftover", Side.None)]
    public void A_side_is_said_before_the_name(string words, string name, Side side) => Assert.Equal(new LocalizerCall(name, side), LocalizerCall.Of(words));

    private static Task<LocalizerAnswer> AskAsync(Func<LocalizerCall, CancellationToken, LocalizerAnswer> find) =>
        new ExternalLocalizer(find, Long).AskAsync(Effusion, TestContext.Current.CancellationToken);
}
