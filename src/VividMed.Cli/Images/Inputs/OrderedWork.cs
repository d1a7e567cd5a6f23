using System.Runtime.CompilerServices;

namespace VividMed.Cli.Images.Inputs;

/// <summary>Works on several inputs at once and gives the results in the inputs' order; never more in hand than <c>atOnce</c>.</summary>
internal static class OrderedWork
{
    public static async IAsyncEnumerable<TResult> RunAsync<T, TResult>(
        IEnumerable<T> inputs, int atOnce, Func<T, TResult> work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inHand = new Queue<Task<TResult>>(atOnce);
        foreach (var input in inputs)
        {
            inHand.Enqueue(Task.Run(() => work(input), cancellationToken));
            if (inHand.Count == atOnce) yield return await inHand.Dequeue();
        }

        while (inHand.TryDequeue(out var last)) yield return await last;
    }
}
