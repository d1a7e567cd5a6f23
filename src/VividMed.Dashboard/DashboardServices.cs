using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using VividMed.Dashboard.Access;
using VividMed.Dashboard.Datasets;
using VividMed.Dashboard.Health;
using VividMed.Dashboard.Quarantine;
using VividMed.Dashboard.Samples;
using VividMed.Dashboard.Training;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard;

/// <summary>What the pages ask for.</summary>
internal static class DashboardServices
{
    private const string AuditFolder = "dashboard";

    public static void AddDashboard(this IServiceCollection services, DashboardOptions options, AccessTokens? tokens)
    {
        services.AddSingleton(options.Client);
        services.AddSingleton(options.Unserved);
        services.AddSingleton(options.Find ?? InstanceScan.Over(options.Client));
        services.AddSingleton(options.Hub ?? (static (_, _) => Task.FromResult<HubFacts?>(null)));
        if (options.Desk is { } desk) services.AddSingleton(desk);
        if (options.Quality is { } quality) services.AddSingleton(quality);
        if (options.Exports is { } exports) services.AddSingleton(exports);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<HubHistory>();
        services.AddHostedService<HubWatch>();
        services.AddSingleton(options.Credentials ?? new StorageCredentials());
        AddStudies(services);
        services.AddSingleton<QuarantineList>();
        services.AddSingleton<SetAsideStudies>();
        services.AddSingleton<KnownStores>();
        services.AddSingleton(new ServerFacts(options.Program, tokens) { SignsIn = options.SignIn is not null });
        AddAccess(services, options);
        services.AddResponseCompression(static compression => compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"]);
        services.AddMudServices();
        services.AddRazorComponents().AddInteractiveServerComponents();
    }

    /// <summary>Samples, their review and the training on them.</summary>
    private static void AddStudies(IServiceCollection services)
    {
        services.AddSingleton<VersionFinder>();
        services.AddSingleton<SampleShelf>();
        services.AddSingleton<VolumeShelf>();
        services.AddSingleton<Thumbnails>();
        services.AddSingleton<SamplePictures>();
        services.AddSingleton<TrainingDesk>();
    }

    private static void AddAccess(IServiceCollection services, DashboardOptions options)
    {
        var folder = options.StateFolder is { } state ? Directory.CreateDirectory(Path.Combine(state, AuditFolder)) : null;
        services.AddSingleton(new AuditLog(folder is null ? null : Path.Combine(folder.FullName, AuditLog.FileName), TimeProvider.System));
        services.AddScoped(provider => new DeedDesk(
            provider.GetRequiredService<AuthenticationStateProvider>(), provider.GetRequiredService<AuditLog>(), options.Explain ?? Explain));
        if (options.SignIn is { } signIn) SignIn.Add(services, signIn);
        var keys = services.AddDataProtection().SetApplicationName("vividmed");
        if (folder is not null) keys.PersistKeysToFileSystem(OwnersOnly(folder.CreateSubdirectory("keys")));
        else keys.UseEphemeralDataProtectionProvider();
    }

    private static DirectoryInfo OwnersOnly(DirectoryInfo folder)
    {
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return folder;
    }

    private static string? Explain(Exception failure) => failure switch
    {
        RpcException { StatusCode: StatusCode.Unavailable } => "The task hub does not answer.",
        RpcException refused => refused.Status.Detail,
        ReasonException or ArgumentException or InvalidOperationException => failure.Message,
        _ => null,
    };
}
