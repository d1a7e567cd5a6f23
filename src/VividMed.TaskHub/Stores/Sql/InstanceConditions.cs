using System.Globalization;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>The conditions of a question about instances, all of which must hold, and the values that they are bound to.</summary>
/// <param name="first">Values of the parameters that come before those of the conditions.</param>
internal sealed class InstanceConditions(SqlSession db, params IEnumerable<object?> first)
{
    // Greater than whatever may follow a prefix.
    private const string Last = "\U0010FFFF";

    private readonly List<string> _conditions = ["1 = 1"];
    private readonly List<object?> _values = [.. first];

    public IReadOnlyList<object?> Values => _values;

    /// <summary>Binds a value and gives its parameter.</summary>
    public string Bind(object? value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
    }

    /// <summary>A comparison whose right side is a value.</summary>
    public void Add(string comparison, object value) => _conditions.Add(comparison + Bind(value));

    /// <summary>The column has one of the texts.</summary>
    public void AddOneOf(string column, IReadOnlyCollection<string> texts)
    {
        // Of one text an index gives the rows in order.
        if (texts.Count == 1)
        {
            Add($"{column} = ", texts.First());
            return;
        }

        Bind(db.Texts(texts));
        _conditions.Add(db.OneOf(column, _values.Count));
    }

    /// <summary>A text occurs in a column, in any case.</summary>
    public void AddPart(string column, string part)
    {
        var pattern = $"%{part.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
        _conditions.Add($"lower({column}) LIKE {Bind(pattern)} ESCAPE '!'");
    }

    public void Add(InstanceFilter filter)
    {
        if (filter.Statuses.Count > 0)
        {
            Bind(db.Numbers(filter.Statuses.Select(static status => (long)status)));
            _conditions.Add(db.OneOf("status", _values.Count));
        }

        if (filter.IdPrefix is { Length: > 0 } prefix)
        {
            Add($"{db.Bytewise("id")} >= ", prefix);
            Add($"{db.Bytewise("id")} < ", prefix + Last);
        }

        AddMoment("created >= ", filter.CreatedFrom);
        AddMoment("created <= ", filter.CreatedTo);
        AddMoment("completed >= ", filter.CompletedFrom);
        AddMoment("completed <= ", filter.CompletedTo);
    }

    public override string ToString() => string.Join(" AND ", _conditions);

    private void AddMoment(string comparison, DateTimeOffset? moment)
    {
        if (moment is { } at) Add(comparison, at.UtcTicks);
    }
}
