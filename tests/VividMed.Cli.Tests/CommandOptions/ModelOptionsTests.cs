using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Tests.CommandOptions;

public sealed class ModelOptionsTests
{
    [Theory]
    [InlineData("", "phantom-dino-mini", "phantom-cxas-mini")]
    [InlineData("--detector mine", "mine", "")]
    [InlineData("--detector mine --radiograph-segmenter theirs", "mine", "theirs")]
    [InlineData("--radiograph-segmenter none", "phantom-dino-mini", "")]
    public void The_miniature_anatomy_goes_with_the_miniature_detector_only(string arguments, string detector, string anatomy)
    {
        var options = Parse(arguments);
        Assert.Equal(detector, options.Detector);
        Assert.Equal(anatomy, options.RadiographSegmenter);
        Assert.Equal(("phantom-sat-mini", "phantom-mr-mini"), (options.Segmenter, options.MrSegmenter));
    }

    [Fact]
    public void The_limit_of_the_cache_is_told_in_gigabytes()
    {
        Assert.Null(Parse("").CacheLimitBytes);
        Assert.Equal(20_000_000_000, Parse("--cache-limit-gb 20").CacheLimitBytes);
        Assert.NotEmpty(Command(new ModelOptions()).Parse("--cache-limit-gb 0").Errors);
    }

    private static SynthesisOptions Parse(string arguments)
    {
        var choice = new ModelOptions();
        var parsed = Command(choice).Parse(arguments);
        Assert.Empty(parsed.Errors);
        return choice.Apply(new SynthesisOptions(), parsed);
    }

    private static Command Command(ModelOptions choice)
    {
        var command = new Command("run");
        choice.AddTo(command);
        return command;
    }
}
