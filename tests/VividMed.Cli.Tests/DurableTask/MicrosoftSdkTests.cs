using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using VividMed.DurableTask.Tests;

namespace VividMed.Cli.Tests;

/// <summary>Workflows, command line and dashboard build against Microsoft's SDK by a switch, because they use official members only.</summary>
public sealed class MicrosoftSdkTests
{
    private static readonly Assembly Sdk = typeof(VividMed.DurableTask.TaskName).Assembly;

    public static TheoryData<string> Programs => ["vividmed", "VividMed.Workflows", "VividMed.Dashboard"];

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_uses_no_member_of_the_sdk_that_is_not_official(string program)
    {
        var used = MembersOfSdk(Assembly.Load(program)).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(used);
        // History events are the one type that differs: eng/DurableTask.Microsoft is their seam.
        var foreign = used.Except(OfficialApi.Read().Covered)
            .Where(line => program != "VividMed.Dashboard" || !line.Contains("HistoryEvent", StringComparison.Ordinal));
        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("workflows/VividMed.Workflows")]
    [InlineData("src/VividMed.Cli")]
    [InlineData("src/VividMed.Dashboard")]
    public void No_source_names_a_namespace_of_our_sdk(string folder) =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(TestKit.Repository.Path(folder), "*.*", SearchOption.AllDirectories),
            file => Path.GetExtension(file) is ".cs" or ".razor"
                && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && File.ReadAllText(file).Contains("VividMed.DurableTask", StringComparison.Ordinal));

    [Theory]
    [InlineData("workflows/VividMed.Workflows/VividMed.Workflows.csproj")]
    [InlineData("src/VividMed.Cli/VividMed.Cli.csproj")]
    [InlineData("src/VividMed.Dashboard/VividMed.Dashboard.csproj")]
    public async Task The_switch_exchanges_references_namespaces_and_the_lock_file(string project)
    {
        var own = await EvaluateAsync(project);
        Assert.DoesNotContain(own.Packages, package => package.StartsWith("Microsoft.DurableTask", StringComparison.Ordinal));
        Assert.Contains("VividMed.DurableTask", own.Usings);
        Assert.Equal("", own.LockFile);

        var official = await EvaluateAsync(project, "-p:DurableTaskSdk=microsoft");
        Assert.Equal(
            [
                "Microsoft.DurableTask.Client.AzureManaged", "Microsoft.DurableTask.Client.Grpc",
                "Microsoft.DurableTask.Worker.AzureManaged", "Microsoft.DurableTask.Worker.Grpc",
            ],
            official.Packages.Where(package => package.StartsWith("Microsoft.DurableTask", StringComparison.Ordinal)).Order());
        Assert.Contains("Microsoft.DurableTask", official.Usings);
        Assert.DoesNotContain("VividMed.DurableTask", official.Usings);
        Assert.DoesNotContain(official.Projects, reference => reference.EndsWith("VividMed.DurableTask.csproj", StringComparison.Ordinal));
        Assert.EndsWith("durable-microsoft.lock.json", official.LockFile, StringComparison.Ordinal);
    }

    private static IEnumerable<string> MembersOfSdk(Assembly program)
    {
        using var file = new PEReader(File.OpenRead(program.Location));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.TypeReferences)
        {
            if (program.ManifestModule.ResolveType(MetadataTokens.GetToken(handle)) is { } type && type.Assembly == Sdk && ApiSurface.IsApi(type))
                yield return ApiSurface.Line(type);
        }

        foreach (var handle in metadata.MemberReferences)
        {
            var member = program.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle), Anything(8), Anything(8));
            if (member?.DeclaringType?.Assembly != Sdk) continue;
            // The open definition, as the list has it.
            var open = Sdk.ManifestModule.ResolveMember(member.MetadataToken)!;
            if (ApiSurface.IsApi(open.DeclaringType!) && (ApiSurface.Line(open) ?? ApiSurface.Line(OwnerOf(open))) is { } line) yield return line;
        }
    }

    /// <summary>The property of an accessor; anything else stands for itself.</summary>
    private static MemberInfo OwnerOf(MemberInfo member) =>
        member.DeclaringType!.GetProperties().FirstOrDefault(property => property.GetMethod == member || property.SetMethod == member) ?? member;

    private static Type[] Anything(int count) => [.. Enumerable.Repeat(typeof(object), count)];

    private static async Task<Evaluation> EvaluateAsync(string project, params string[] properties)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["msbuild", TestKit.Repository.Path(project), "-nologo", "-getProperty:NuGetLockFilePath", "-getItem:PackageReference,ProjectReference,Using", .. properties])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, text);
        using var json = JsonDocument.Parse(text);
        var items = json.RootElement.GetProperty("Items");
        return new(
            json.RootElement.GetProperty("Properties").GetProperty("NuGetLockFilePath").GetString()!,
            Identities(items, "PackageReference"),
            Identities(items, "ProjectReference"),
            Identities(items, "Using"));
    }

    private static string[] Identities(JsonElement items, string kind) =>
        [.. items.GetProperty(kind).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];

    private sealed record Evaluation(string LockFile, string[] Packages, string[] Projects, string[] Usings);
}
