using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Service;

/// <summary>
/// Ends what no channel can carry: once, with its size and the limit in the failure, instead of sending it for ever. The transport
/// would refuse such a message unread, and whoever sent it would send it again.
/// </summary>
internal static class MessageLimit
{
    public const string ErrorType = "MessageTooLarge";

    /// <summary>What a gRPC channel takes unless whoever opens it says otherwise.</summary>
    public const int DefaultOfChannels = 4 << 20;

    private const string Cure = "Store what is large and hand on a reference.";

    /// <exception cref="RpcException">The message is larger than the hub takes.</exception>
    public static void Admit(IMessage message, int limit)
    {
        if (message.CalculateSize() is var size && size > limit)
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, TooLarge("The message", size, limit)));
        }
    }

    /// <summary>Puts a failure in the place of an outcome that is too large.</summary>
    public static void Apply(ActivityResponse response, int limit)
    {
        var size = response.CalculateSize();
        if (size <= limit) return;
        response.Result = null;
        response.FailureDetails = HistoryEvents.Failure(ErrorType, TooLarge("The activity's outcome", size, limit));
    }

    public static TaskFailureDetails TurnTooLarge(long size, long limit) =>
        HistoryEvents.Failure(ErrorType, TooLarge("What the orchestration decided in one turn", size, limit));

    /// <summary>Of a work item that came back again and again and is larger than channels take unless they are told to.</summary>
    public static TaskFailureDetails NotTaken(WorkUnit unit) => HistoryEvents.Failure(ErrorType, TooLarge(
        $"Handed out {unit.Failures} times without an outcome: a message of this {(unit.IsActivity ? "activity" : "orchestration")}",
        unit.LargestMessage, DefaultOfChannels)
        + " A worker takes larger messages on a channel that is opened for them (MaxReceiveMessageSize).");

    private static string TooLarge(string what, long size, long limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} takes {size} bytes; the limit is {limit} bytes. {Cure}");
}
