using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Evidence;
using Training.Domain.Filing.Declared;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Filing.Scans;

namespace Training.Domain.Filing;

public static class FilingModule
{
    public static IServiceCollection AddFiling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new SiteAddress(configuration["Site:Url"]));
        services.AddScoped<BuildStandardSheet>();
        services.AddScoped<OpenFigure>();
        services.AddScoped<GatherSheet>();
        services.AddScoped<RecordFacts>();
        services.AddScoped<MakeSnapshot>();
        services.AddScoped<OpenSnapshot>();
        services.AddScoped<OpenFiledFigure>();
        services.AddScoped<FilingDesk>();
        services.AddScoped<OpenFiling>();
        services.AddScoped<WriteRemark>();
        services.AddScoped<SignPart>();
        services.AddScoped<SignFiling>();
        services.AddScoped<WithdrawSignature>();
        services.AddScoped<ReturnFiling>();
        services.AddScoped<AnswerReturn>();
        services.AddScoped<ReviewFiling>();
        services.AddScoped<CompareFiling>();
        services.AddScoped<MakeSupplement>();
        services.AddScoped<UrgeFiling>();
        services.AddScoped<SetFilingTerm>();
        services.AddScoped<KeepSubsidies>();
        services.AddScoped<ReadFilings>();
        services.AddScoped<ReadFiling>();
        services.AddScoped<ReadSubsidies>();
        services.AddScoped<ProveFilings>();
        services.AddScoped<OpenDeclaredSheet>();
        services.AddScoped<ReadDeclaredSheets>();
        services.AddScoped<FillDeclaredSheet>();
        services.AddScoped<ReturnDeclaredSheet>();
        services.AddScoped<TellDeclared>();
        services.AddScoped<FiledPaper>();
        services.AddScoped<DocumentWork>();
        services.AddScoped<ReachSnapshot>();
        services.AddScoped<OrderDocuments>();
        services.AddScoped<PackRecords>();
        services.AddScoped<PackHistory>();
        services.AddScoped<GatherPack>();
        services.AddScoped<PackWork>();
        services.AddScoped<ReachPacks>();
        services.AddScoped<OrderPack>();
        services.AddScoped<TakePack>();
        services.AddScoped<CheckPack>();
        services.AddScoped<SendScan>();
        services.AddScoped<ScanWork>();
        services.AddScoped<DecideScanRow>();
        services.AddScoped<ConfirmScanPage>();
        services.AddScoped<ReadScans>();
        services.AddScoped<IAttachmentOwner, FilingPapers>();
        services.AddScoped<IAttachmentOwner, FilingPartPapers>();
        return services;
    }
}
