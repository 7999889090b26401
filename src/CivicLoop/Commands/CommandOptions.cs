using System.CommandLine;
using CivicLoop.Platform;

namespace CivicLoop.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommandOptions
{
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder of the city: embedded database, files and keys (default: ./var).",
    };

    public static Option<bool> Json() => new("--json")
    {
        Description = "Print the result as one JSON object.",
    };

    public static CityOptions Read(string? data) =>
        CityOptions.Read(CityOptions.Configuration(), data);
}
