using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>A localizer from outside, held to a time limit. Whatever becomes of a call, there is an answer: a failure is one.</summary>
/// <param name="find">Finds what is asked for in the image at hand; blocks while it does.</param>
/// <param name="limit">What a call may take.</param>
public sealed class ExternalLocalizer(Func<LocalizerCall, CancellationToken, LocalizerAnswer> find, TimeSpan limit, TimeProvider? time = null)
{
    /// <summary>One that has no answer to anything.</summary>
    public static ExternalLocalizer None { get; } = new(static (_, _) => LocalizerAnswer.Failed(LocalizerFailure.NoLocalizer), Timeout.InfiniteTimeSpan);

    /// <summary>The answer; a call that takes too long is told to stop and not waited for.</summary>
    /// <exception cref="OperationCanceledException">Whoever asked does not want to know any more.</exception>
    public async Task<LocalizerAnswer> AskAsync(LocalizerCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        var work = Task.Run(() => find(call, token), CancellationToken.None);
        try
        {
            var answer = await work.WaitAsync(limit, time ?? TimeProvider.System, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return answer;
        }
        catch (TimeoutException) when (work is { IsFaulted: false })
        {
            await stop.CancelAsync();
            return LocalizerAnswer.Failed(LocalizerFailure.TimedOut, FormattableString.Invariant($"no answer within {limit.TotalSeconds:0.###} seconds"));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await stop.CancelAsync();
            throw new OperationCanceledException(cancellationToken);
        }
        catch (ReasonException failure)
        {
            return LocalizerAnswer.Failed(LocalizerFailure.Broke, $"{failure.Code}: {failure.Message}");
        }
        catch (Exception failure)
        {
            // Its message may hold anything; the kind of failure is enough to look for it.
            return LocalizerAnswer.Failed(LocalizerFailure.Broke, failure.GetType().Name);
        }
        finally
        {
            // A call that is not waited for may only now begin, and looks at its token then.
            _ = work.ContinueWith(static (_, own) => ((CancellationTokenSource)own!).Dispose(), stop, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
