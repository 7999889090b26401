using System.CommandLine;
using CivicLoop.Modules.Notices;
using CivicLoop.Platform;

namespace CivicLoop.Commands;

/// <summary><c>civicloop doctor</c>: is everything as it should be, and will it be next month.
/// </summary>
internal static class DoctorCommand
{
    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var command = new Command(
            "doctor", "Checks configuration, database, storage, disk, clock, calendar and keys.")
        {
            data, json,
        };
        command.SetAction((parsed, stop) => LookAsync(
            parsed.GetValue(data), parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> LookAsync(string? data, bool json, CancellationToken stop)
    {
        var found = await FindAsync(data, stop);
        CommandAnswers.Print(
            json, found,
            [.. found.Select(one => $"{Mark(one.Finding)}  {one.What}: {one.Detail}")]);
        return found.Any(one => one.Finding == Finding.Failed) ? CommandAnswers.Failed : 0;
    }

    private static async Task<IReadOnlyList<Checked>> FindAsync(
        string? data, CancellationToken stop)
    {
        CityOptions options;
        try
        {
            options = CommandOptions.Read(data);
        }
        catch (Exception error) when (error is InvalidDataException or FormatException)
        {
            var why = error.InnerException?.Message ?? error.Message;
            return [new Checked("configuration", Finding.Failed, $"appsettings.json: {why}")];
        }

        var mail = MailOptions.Read(CityOptions.Configuration());
        return await new Doctor(options, TimeProvider.System, sendsMail: mail.Host is not null)
            .LookAsync(stop);
    }

    private static string Mark(Finding finding) => finding switch
    {
        Finding.Fine => "ok  ",
        Finding.Warned => "warn",
        Finding.Failed => "FAIL",
    };
}
