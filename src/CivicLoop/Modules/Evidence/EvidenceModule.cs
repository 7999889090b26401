using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Jobs;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Http.Features;

namespace CivicLoop.Modules.Evidence;

/// <summary>Pictures: what was there before, what was done, and whether that was shown before.
/// </summary>
internal static class EvidenceModule
{
    // What nobody attached is gone within a day and an hour.
    private static readonly TimeSpan EraseEvery = TimeSpan.FromHours(1);

    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddSingleton(provider => FileStore.Open(provider.GetRequiredService<CityOptions>()))
        .AddSingleton<TakeInPicture>()
        .AddSingleton<ErasePictures>()
        .AddSingleton<Pictures>()
        .AddSingleton<UploadRate>()
        // A form with its pictures is bounded by the request's own limit, not by a smaller one.
        .Configure<FormOptions>(
            options => options.MultipartBodyLengthLimit = CityHost.RequestBytesMax)
        .AddJob(
            "erase-pictures", EraseEvery,
            (provider, stop) => provider.GetRequiredService<ErasePictures>().RunAsync(stop));
}
