using Microsoft.AspNetCore.Connections;
using VividMed.Storage.Stores;
using VividMed.TaskHub;
using VividMed.Taxonomy;

namespace VividMed.Cli.Output;

/// <summary>
/// Turns the failures a user can do something about into one line; anything else is a defect and is allowed to crash loudly.
/// </summary>
internal static class UserError
{
    /// <summary>One line, or null for a defect.</summary>
    public static string? Explain(Exception failure) => Message(failure)?.ReplaceLineEndings(" ");

    /// <summary>A stable word for what <see cref="Explain"/> explains.</summary>
    public static string CodeOf(Exception failure) => failure switch
    {
        CliException own => own.Code,
        ReasonException reason => reason.Code,
        TaskHubException hub => hub.Code,
        FileNotFoundException or DirectoryNotFoundException => "file-missing",
        IOException { InnerException: AddressInUseException } => "port-taken",
        System.Net.Sockets.SocketException => "port-refused",
        StoreUnavailableException => "store-unavailable",
        UnauthorizedAccessException or IOException => FileFault.Explain(failure, "")?.Code ?? "file-failed",
        OutOfMemoryException => "memory-ran-out",
        Azure.Identity.AuthenticationFailedException or Grpc.Core.RpcException { Status.DebugException: Azure.Identity.AuthenticationFailedException } => "no-sign-in",
        Azure.RequestFailedException => "store-refused",
        Grpc.Core.RpcException { StatusCode: Grpc.Core.StatusCode.Unavailable } => "hub-unavailable",
        Grpc.Core.RpcException or ArgumentException => "hub-refused",
        _ => "defect",
    };

    /// <summary>
    /// The line for one file of many: a reader's own defect is said, with its kind, and the other files go on. Null where the whole
    /// command must end.
    /// </summary>
    public static string? OfFile(Exception failure) => Explain(failure)
        ?? (failure is OperationCanceledException or OutOfMemoryException ? null : $"the reader failed on this file ({failure.GetType().Name}): a defect of vividmed, please report it");

    /// <summary>The line without the file's name in front of it, where a caller gives that itself.</summary>
    public static string WithoutFile(string error, string file)
    {
        foreach (var name in (string[])[file, Path.GetFullPath(file)])
        {
            if (error.StartsWith(name + ": ", StringComparison.Ordinal)) return error[(name.Length + 2)..];
        }

        return error;
    }

    /// <summary>The runtime says which path it could not follow between quotes, and nowhere else.</summary>
    private static string? PathIn(string message) => message.Split('\'') is [_, var path, _] ? path : null;

    /// <summary>A folder in a file's place, a file in a folder's, and what this user may not touch, which the runtime tells alike.</summary>
    private static string? Mistaken(string path, Exception failure) => failure switch
    {
        UnauthorizedAccessException when Directory.Exists(path) && IsReadable(path) => $"{path} is a folder where a file is needed, or may not be written by this user",
        UnauthorizedAccessException => $"{path} may not be read or written by this user: change its rights, or name another place",
        IOException when File.Exists(path) && failure.Message.EndsWith("already exists.", StringComparison.Ordinal) => $"{path} is a file and no folder: name a folder, or another place",
        _ => null,
    };

    private static bool IsReadable(string folder)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return true;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    private static string? Message(Exception failure) => failure switch
    {
        CliException or ReasonException or TaskHubException => failure.Message,
        FileNotFoundException { FileName: { } file } => $"{file}: there is no such file",
        DirectoryNotFoundException missing => PathIn(missing.Message) is { } path ? $"{path}: there is no such file or folder" : missing.Message,
        IOException { InnerException: AddressInUseException } taken =>
            $"{taken.Message.TrimEnd('.')}: end the program that has the port, or choose another one (--port, --http-port; 0 takes a free one)",
        System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AccessDenied } =>
            "the port may not be opened by this user: choose one above 1023 (--port, --http-port)",
        StoreUnavailableException => failure.Message,
        UnauthorizedAccessException or IOException when PathIn(failure.Message) is { } path && Mistaken(path, failure) is { } line => line,
        UnauthorizedAccessException or IOException => FileFault.Explain(failure, failure.Message.TrimEnd('.')) is { Code: "disk-full" } full ? full.Message : failure.Message,
        OutOfMemoryException => "memory ran out: give this process more, or let it do less at a time (--in-flight 1)",
        Azure.Identity.AuthenticationFailedException =>
            "no sign-in to the storage account: az login, a managed identity, AZURE_* variables, or AZURE_STORAGE_CONNECTION_STRING",
        Azure.RequestFailedException azure => $"the blob store answered {azure.Status} {azure.ErrorCode}",
        ArgumentException { InnerException: Grpc.Core.RpcException missing } => missing.Status.Detail,
        Grpc.Core.RpcException { Status.DebugException: Azure.Identity.AuthenticationFailedException } =>
            "no sign-in to the scheduler: az login, a managed identity or AZURE_* variables, as Authentication= of its connection string has it",
        Grpc.Core.RpcException { StatusCode: Grpc.Core.StatusCode.Unavailable } => "the task hub does not answer: start one with 'vividmed hub' or check --hub",
        Grpc.Core.RpcException { StatusCode: Grpc.Core.StatusCode.ResourceExhausted or Grpc.Core.StatusCode.DataLoss } fault => fault.Status.Detail,
        Grpc.Core.RpcException rpc => $"the task hub answered {rpc.StatusCode}: {rpc.Status.Detail}",
        _ => null,
    };
}
