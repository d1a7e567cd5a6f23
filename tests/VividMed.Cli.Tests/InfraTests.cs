using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using VividMed.TaskHub;
using VividMed.TestKit;

namespace VividMed.Cli.Tests;

/// <summary>infra/ starts containers with commands that the program takes, from files that are there.</summary>
public sealed partial class InfraTests
{
    private const string Compose = "infra/compose.yaml";

    [Fact]
    public void The_program_takes_every_command_of_the_compose_file()
    {
        var commands = ComposeCommand().Matches(Read(Compose)).Select(match => Words(match.Groups["words"].Value)).Where(words => words[0] != "azurite-blob").ToList();

        Assert.Equal(["dashboard", "hub", "runs", "worker", "worker", "worker"], commands.Select(words => words[0]).Order(StringComparer.Ordinal));
        Assert.All(commands, words => Assert.Empty(CommandLine.Root().Parse(words).Errors));
    }

    [Fact]
    public void The_program_takes_every_command_of_the_templates()
    {
        var template = Read("infra/azure/main.bicep");
        var commands = new[] { template, Read("infra/azure/modules/dashboard.bicep") }
            .SelectMany(file => BicepCommand().Matches(file).Select(match => Words(match.Groups["words"].Value, name => DefaultOf(template, name))))
            .ToList();

        Assert.Equal(["dashboard", "run", "worker", "worker", "worker"], commands.Select(words => words[0]).Order(StringComparer.Ordinal));
        Assert.All(commands, words => Assert.Empty(CommandLine.Root().Parse(words).Errors));
    }

    [Fact]
    public void A_command_that_the_program_does_not_take_would_be_found() =>
        Assert.NotEmpty(CommandLine.Root().Parse(["worker", "--roles", "cpu", "--no-such-flag"]).Errors);

    [Fact]
    public void The_image_copies_only_what_is_in_its_context()
    {
        var kept = Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var copied = CopiedPaths().Matches(Read("infra/docker/Dockerfile")).SelectMany(match => Words(match.Groups["paths"].Value)).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.True(Path.Exists(Repository.Path(path)), path));
        Assert.All(copied, path => Assert.Contains(kept, line => path == line || path.StartsWith(line + "/", StringComparison.Ordinal)));
        Assert.All(kept, line => Assert.Contains(copied, path => path == line || path.StartsWith(line + "/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_secrets_that_are_made_are_those_that_the_services_mount()
    {
        Assert.SkipUnless(File.Exists("/bin/bash") && File.Exists("/usr/bin/openssl"), "needs bash and openssl");
        using var folder = new TemporaryFolder();
        File.Copy(Repository.Path("infra", "make-secrets.sh"), folder.Path("make-secrets.sh"));
        using var script = Process.Start(new ProcessStartInfo("/bin/bash", [folder.Path("make-secrets.sh")]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);

        var mounted = SecretFile().Matches(Read(Compose)).Select(match => match.Groups["path"].Value).ToList();
        Assert.Equal(5, mounted.Count);
        Assert.All(mounted, path => Assert.NotEqual(0, new FileInfo(folder.Path(path)).Length));
        Assert.Single(TaskHubSecurity.ReadTokens(folder.Path("secrets", "hub-token")));
        using var certificate = TaskHubSecurity.ReadCertificate(folder.Path("secrets", "hub.pem"), password: null);
        Assert.True(certificate.MatchesHostname("hub"));
        Assert.True(Trusts(folder.Path("secrets", "hub-ca.pem"), certificate));
    }

    private static bool Trusts(string authority, X509Certificate2 certificate)
    {
        using var root = X509CertificateLoader.LoadCertificateFromFile(authority);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        return chain.Build(certificate);
    }

    private static string Read(string path) => File.ReadAllText(Repository.Path(path)).ReplaceLineEndings("\n");

    /// <summary>The words of a list in YAML or Bicep; what Bicep does not quote is a name.</summary>
    private static string[] Words(string list, Func<string, string>? valueOf = null) =>
    [
        .. Word().Matches(list).Select(match => match.Groups["quoted"] is { Success: true } quoted ? quoted.Value : valueOf?.Invoke(match.Value) ?? match.Value),
    ];

    private static string DefaultOf(string template, string name) => Regex.Match(template, $"^param {name} string = '(.*)'$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Groups[1].Value;

    [GeneratedRegex(@"^ +command: \[(?<words>.*)\]$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ComposeCommand();

    [GeneratedRegex(@"^ *(?:args|arguments): \[(?<words>[^\]]*)\]", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BicepCommand();

    [GeneratedRegex("""(?<quote>['"])(?<quoted>.*?)\k<quote>|[^\s,'"]+""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^COPY (?!--from)(?<paths>.+) \S+$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CopiedPaths();

    [GeneratedRegex(@"\{file: (?<path>secrets/\S+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretFile();
}
