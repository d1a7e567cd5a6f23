using Microsoft.AspNetCore.Components.Authorization;

namespace VividMed.Dashboard.Access;

/// <summary>Everything that is done from a page is done here: only by whom it may be done, and written down whatever came of it.</summary>
/// <param name="explain">What people are told of a failure that they can do something about; null for one that is a fault of the program.</param>
internal sealed class DeedDesk(AuthenticationStateProvider sign, AuditLog audit, FailureWords explain)
{
    public async Task<Visitor> WhoAsync() => Visitor.Of((await sign.GetAuthenticationStateAsync()).User);

    /// <summary>Does it and says what came of it, in a line for people.</summary>
    /// <param name="act">Such as <c>purge</c>.</param>
    /// <param name="on">What it is done to.</param>
    /// <param name="deed">Does it; its line says what has become of it.</param>
    public async Task<DeedResult> DoAsync(Role needed, string act, string on, Func<Task<string>> deed, CancellationToken cancellationToken)
    {
        var who = await WhoAsync();
        if (!who.May(needed))
        {
            await audit.WriteAsync(who, act, on, "refused", cancellationToken);
            return new(IsDone: false, $"Only {OfRole(needed)} may do this; you are here as {OfRole(who.Role)}.");
        }

        try
        {
            var result = new DeedResult(IsDone: true, await deed());
            await audit.WriteAsync(who, act, on, "done", cancellationToken);
            return result;
        }
        catch (Exception failure) when (explain(failure) is not null)
        {
            await audit.WriteAsync(who, act, on, "failed", cancellationToken);
            return new(IsDone: false, explain(failure)!);
        }
    }

    /// <summary>Writes down that somebody looked at a study.</summary>
    public async Task LookAsync(string study, CancellationToken cancellationToken) =>
        await audit.WriteAsync(await WhoAsync(), "look", study, outcome: null, cancellationToken);

    private static string OfRole(Role role) => $"{(role == Role.Operator ? "an" : "a")} {role.ToString().ToLowerInvariant()}";
}

/// <summary>What came of something that was done from a page.</summary>
internal sealed record DeedResult(bool IsDone, string Words);

/// <summary>Says a failure in a line for people; null where it is a fault of the program.</summary>
public delegate string? FailureWords(Exception failure);
