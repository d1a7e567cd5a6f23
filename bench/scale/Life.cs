namespace VividMed.Bench.Scale;

/// <summary>What happens to a dataset, step by step.</summary>
internal sealed class Life(Bench bench, double milliseconds)
{
    private const int Seed = 7;

    /// <summary>One study in so many comes later.</summary>
    private const int Increment = 100;

    public async Task SmallAsync(int studies, CancellationToken cancellationToken)
    {
        bench.Prepare();
        var source = new SmallSource(bench.Source, Seed);
        source.GrowTo(studies, cancellationToken);
        var first = await bench.RunAsync("first", studies, milliseconds, cancellationToken);
        Figures.Write("scale.first.speed", studies / first.Seconds, "studies/s");
        await bench.VerifyAsync(1, studies, cancellationToken);
        await bench.RunAsync("nothing-new", studies, milliseconds, cancellationToken);
        bench.ChangeLexicon();
        Figures.Ratio("scale.lexicon.ratio", (await bench.RunAsync("lexicon", studies, milliseconds, cancellationToken)).Seconds, first.Seconds, "first");
        await bench.VerifyAsync(2, studies, cancellationToken);

        var grown = studies + Math.Max(1, studies / Increment);
        source.GrowTo(grown, cancellationToken);
        Figures.Ratio("scale.increment.ratio", (await bench.RunAsync("increment", grown, milliseconds, cancellationToken)).Seconds, first.Seconds, "first");
        await bench.VerifyAsync(3, grown, cancellationToken);
        bench.WriteTable();
    }

    public async Task LargeAsync(int studies, CancellationToken cancellationToken)
    {
        bench.Prepare();
        var source = new LargeSource(bench.Source, Seed);
        source.Write(studies, cancellationToken);
        var first = await bench.RunAsync("large-first", studies, milliseconds, cancellationToken);
        bench.ChangeLexicon();
        var lexicon = await bench.RunAsync("large-lexicon", studies, milliseconds, cancellationToken);
        Figures.Ratio("scale.large-lexicon.ratio", lexicon.Seconds, first.Seconds, "first");
        Figures.Ratio("scale.large-lexicon.processor-ratio", lexicon.ProcessorSeconds, first.ProcessorSeconds, "first");
        await bench.VerifyAsync(2, studies, cancellationToken);

        var grown = studies + Math.Max(1, studies / Increment);
        source.Write(grown, cancellationToken);
        var increment = await bench.RunAsync("large-increment", grown, milliseconds, cancellationToken);
        Figures.Ratio("scale.large-increment.ratio", increment.Seconds, first.Seconds, "first");
        Figures.Ratio("scale.large-increment.processor-ratio", increment.ProcessorSeconds, first.ProcessorSeconds, "first");
        await bench.VerifyAsync(3, grown, cancellationToken);
        bench.WriteTable();
    }
}
