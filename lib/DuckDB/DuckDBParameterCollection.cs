using System.Collections;
using System.Data.Common;

namespace DuckDB.NET.Data;

/// <summary>A command's parameters.</summary>
public class DuckDBParameterCollection : DbParameterCollection
{
    private readonly List<DuckDBParameter> parameters = [];

    public override int Count => parameters.Count;

    public override object SyncRoot => ((ICollection)parameters).SyncRoot;

    public new DuckDBParameter this[int index]
    {
        get => parameters[index];
        set => parameters[index] = value;
    }

    public override int Add(object value)
    {
        parameters.Add(value as DuckDBParameter ?? new DuckDBParameter(value));
        return parameters.Count - 1;
    }

    public void Add(DuckDBParameter value) => parameters.Add(value);

    public override void AddRange(Array values)
    {
        foreach (var value in values)
        {
            Add(value!);
        }
    }

    public override void Clear() => parameters.Clear();

    public override bool Contains(object value) => IndexOf(value) >= 0;

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)parameters).CopyTo(array, index);

    public override IEnumerator<DuckDBParameter> GetEnumerator() => parameters.GetEnumerator();

    public override int IndexOf(object value) => value is DuckDBParameter parameter ? parameters.IndexOf(parameter) : -1;

    public override int IndexOf(string parameterName) =>
        parameters.FindIndex(parameter => string.Equals(parameter.ParameterName, parameterName, StringComparison.OrdinalIgnoreCase));

    public override void Insert(int index, object value) => parameters.Insert(index, (DuckDBParameter)value);

    public override void Remove(object value) => parameters.Remove((DuckDBParameter)value);

    public override void RemoveAt(int index) => parameters.RemoveAt(index);

    public override void RemoveAt(string parameterName) => parameters.RemoveAt(Place(parameterName));

    protected override DbParameter GetParameter(int index) => parameters[index];

    protected override DbParameter GetParameter(string parameterName) => parameters[Place(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => parameters[index] = (DuckDBParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) => parameters[Place(parameterName)] = (DuckDBParameter)value;

    private int Place(string name) => IndexOf(name) is var place and >= 0
        ? place
        : throw new ArgumentException($"There is no parameter {name}; there are {string.Join(", ", parameters.Select(parameter => parameter.ParameterName))}.");
}
