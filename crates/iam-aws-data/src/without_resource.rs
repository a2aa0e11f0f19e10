//! The actions of the services that most questions are about which take no resource (E37): a small fixed fact, so that a first
//! answer needs no catalogue. A test holds the table to the catalogue.

use iam_evaluator::request::Action;

/// Whether the action takes no resource; `None` for a service that is not in the table.
pub(crate) fn is_known(action: &Action) -> Option<bool> {
    let (_, names) = WITHOUT_RESOURCE.iter().find(|(service, _)| *service == action.service())?;
    Some(names.split_ascii_whitespace().any(|it| it == action.lower_name()))
}

/// Services, each with the names of its actions that take no resource, in lower case.
pub(crate) const WITHOUT_RESOURCE: &[(&str, &str)] = &[
    (
        "cloudtrail",
        "deregisterorganizationdelegatedadmin describetrails getimport listchannels \
         listdashboards listeventdatastores listimportfailures listimports listpublickeys \
         listservicelinkedchannels listtrails lookupevents registerorganizationdelegatedadmin \
         searchsamplequeries startimport stopimport",
    ),
    (
        "dynamodb",
        "describeendpoints describelimits describereservedcapacity \
         describereservedcapacityofferings getabacstatus injecterror listbackups \
         listcontributorinsights listglobaltables liststreams listtables \
         purchasereservedcapacityofferings updateabacstatus",
    ),
    (
        "ec2",
        "advertisebyoipcidr associateipambyoasn associatetrunkinterface bundleinstance \
         cancelbundletask cancelconversiontask cancelreservedinstanceslisting \
         confirmproductinstance createdefaultsubnet createdefaultvpc \
         createreservedinstanceslisting createspotdatafeedsubscription \
         deletespotdatafeedsubscription deletesubnetcidrreservation deprovisionbyoipcidr \
         deregisterinstanceeventnotificationattributes describeaccountattributes \
         describeaccountvpcencryptioncontrol describeaddresses describeaddressesattribute \
         describeaddresstransfers describeaggregateidformat describeapplicationstatus \
         describeapplicationstatuscheckassociations describeapplicationstatuschecks \
         describeavailabilityzones describeawsnetworkperformancemetricsubscriptions \
         describebundletasks describebyoipcidrs describecapacityblockextensionhistory \
         describecapacityblockofferings describecapacityblocks describecapacityblockstatus \
         describecapacitymanagerdataexports describecapacityreservationbillingrequests \
         describecapacityreservationcancellationquotes describecapacityreservationfleets \
         describecapacityreservations describecapacityreservationtopology describecarriergateways \
         describeclassiclinkinstances describeclientvpnendpoints describecoippools \
         describeconversiontasks describecustomergateways describedeclarativepoliciesreports \
         describedhcpoptions describeegressonlyinternetgateways describeelasticgpus \
         describeexportimagetasks describeexporttasks describefastlaunchimages \
         describefastsnapshotrestores describefleets describeflowlogs describefpgaimages \
         describehostreservationofferings describehostreservations describehosts \
         describeiaminstanceprofileassociations describeidentityidformat describeidformat \
         describeimagereferences describeimages describeimageusagereportentries \
         describeimageusagereports describeimportimagetasks describeimportsnapshottasks \
         describeinstanceconnectendpoints describeinstancecreditspecifications \
         describeinstanceeventnotificationattributes describeinstanceeventwindows \
         describeinstanceimagemetadata describeinstances describeinstancesqlhahistorystates \
         describeinstancesqlhastates describeinstancestatus describeinstancetopology \
         describeinstancetypeofferings describeinstancetypes describeinternetgateways \
         describeipambyoasn describeipamexternalresourceverificationtokens \
         describeipaminternetregistryassociations describeipampolicies \
         describeipampoolallocations describeipampools describeipamprefixlistresolvers \
         describeipamprefixlistresolvertargets describeipamresourcediscoveries \
         describeipamresourcediscoveryassociations describeipams describeipamscopes \
         describeipv6pools describekeypairs describelaunchtemplates \
         describelaunchtemplateversions describelocalgatewayroutetablepermissions \
         describelocalgatewayroutetables \
         describelocalgatewayroutetablevirtualinterfacegroupassociations \
         describelocalgatewayroutetablevpcassociations describelocalgateways \
         describelocalgatewayvirtualinterfacegroups describelocalgatewayvirtualinterfaces \
         describelockedsnapshots describemachosts describemacmodificationtasks \
         describemanagedprefixlists describemovingaddresses describenatgateways \
         describenetworkacls describenetworkinsightsaccessscopeanalyses \
         describenetworkinsightsaccessscopes describenetworkinsightsanalyses \
         describenetworkinsightspaths describenetworkinterfaceattribute \
         describenetworkinterfacepermissions describenetworkinterfaces describeoutpostlags \
         describeplacementgroups describeprefixlists describeprincipalidformat \
         describepublicipv4pools describeregions describereplacerootvolumetasks \
         describereservedinstances describereservedinstanceslistings \
         describereservedinstancesmodifications describereservedinstancesofferings \
         describerouteserverendpoints describerouteserverpeers describerouteservers \
         describeroutetables describescheduledinstanceavailability describescheduledinstances \
         describesecondaryinterfaces describesecondarynetworks describesecondarysubnets \
         describesecuritygrouprules describesecuritygroups describesecuritygroupvpcassociations \
         describeservicelinkvirtualinterfaces describesnapshots describesnapshottierstatus \
         describespotdatafeedsubscription describespotfleetrequests describespotinstancerequests \
         describespotpricehistory describestalesecuritygroups describestoreimagetasks \
         describesubnets describetags describetrafficmirrorfilterrules \
         describetrafficmirrorfilters describetrafficmirrorsessions describetrafficmirrortargets \
         describetransitgatewayattachments describetransitgatewayconnectpeers \
         describetransitgatewayconnects describetransitgatewaymeteringpolicies \
         describetransitgatewaymulticastdomains describetransitgatewaypeeringattachments \
         describetransitgatewaypolicytables describetransitgatewayroutetableannouncements \
         describetransitgatewayroutetables describetransitgateways \
         describetransitgatewayvpcattachments describetrunkinterfaceassociations \
         describeverifiedaccessendpoints describeverifiedaccessgroups \
         describeverifiedaccessinstanceloggingconfigurations describeverifiedaccessinstances \
         describeverifiedaccessinstancewebaclassociations describeverifiedaccesstrustproviders \
         describevolumes describevolumesmodifications describevolumestatus \
         describevpcblockpublicaccessexclusions describevpcblockpublicaccessoptions \
         describevpcclassiclink describevpcclassiclinkdnssupport describevpcencryptioncontrols \
         describevpcendpointassociations describevpcendpointconnectionnotifications \
         describevpcendpointconnections describevpcendpoints \
         describevpcendpointserviceconfigurations describevpcendpointservices \
         describevpcpeeringconnections describevpcs describevpnconcentrators \
         describevpnconnections describevpngateways disableallowedimagessettings \
         disableawsnetworkperformancemetricsubscription disablecapacitymanager \
         disableebsencryptionbydefault disableimageblockpublicaccess \
         disableipamorganizationadminaccount disableserialconsoleaccess \
         disablesnapshotblockpublicaccess disassociateipambyoasn disassociatetrunkinterface \
         enableallowedimagessettings enableawsnetworkperformancemetricsubscription \
         enablecapacitymanager enableebsencryptionbydefault enableimageblockpublicaccess \
         enableipamorganizationadminaccount enablereachabilityanalyzerorganizationsharing \
         enableserialconsoleaccess enablesnapshotblockpublicaccess exporttransitgatewayroutes \
         getallowedimagessettings getawsnetworkperformancedata getcapacitymanagerattributes \
         getcapacitymanagermetricdata getcapacitymanagermetricdimensions \
         getcapacitymanagermonitoredtagkeys getdefaultcreditspecification getebsdefaultkmskeyid \
         getebsencryptionbydefault getenabledipampolicy gethostreservationpurchasepreview \
         getimageblockpublicaccessstate getinstancemetadatadefaults \
         getinstancetypesfrominstancerequirements getmanagedresourcevisibility \
         getserialconsoleaccessstatus getsnapshotblockpublicaccessstate getspotplacementscores \
         getsubnetcidrreservations gettransitgatewayattachmentpropagations \
         gettransitgatewayprefixlistreferences gettransitgatewayroutetableassociations \
         gettransitgatewayroutetablepropagations getvpnconnectiondevicetypes injectapierror \
         listimagesinrecyclebin listsnapshotsinrecyclebin listvolumesinrecyclebin \
         modifyaccountvpcencryptioncontrol modifyavailabilityzonegroup \
         modifydefaultcreditspecification modifyebsdefaultkmskeyid modifyidentityidformat \
         modifyidformat modifyinstancemetadatadefaults modifymanagedresourcevisibility \
         modifyvpcblockpublicaccessoptions moveaddresstovpc provisionbyoipcidr \
         purchasereservedinstancesoffering purchasescheduledinstances \
         registerinstanceeventnotificationattributes replaceimagecriteriainallowedimagessettings \
         resetebsdefaultkmskeyid restoreaddresstoclassic runscheduledinstances \
         startdeclarativepoliciesreport updatecapacitymanagermonitoredtagkeys \
         updatecapacitymanagerorganizationsaccess withdrawbyoipcidr",
    ),
    (
        "iam",
        "createaccountalias deleteaccountalias deleteaccountpasswordpolicy \
         deletecloudfrontpublickey disableorganizationsrootcredentialsmanagement \
         disableorganizationsrootsessions disableoutboundwebidentityfederation \
         enableorganizationsrootcredentialsmanagement enableorganizationsrootsessions \
         enableoutboundwebidentityfederation generatecredentialreport \
         getaccountauthorizationdetails getaccountemailaddress getaccountname \
         getaccountpasswordpolicy getaccountproperties getaccountsummary getcloudfrontpublickey \
         getcontextkeysforcustompolicy getcredentialreport getorganizationsaccessreport \
         getoutboundwebidentityfederationinfo getservicelastaccesseddetails \
         getservicelastaccesseddetailswithentities listaccountaliases listcloudfrontpublickeys \
         listdelegationrequests listgroups listinstanceprofiles listopenidconnectproviders \
         listorganizationsfeatures listpolicies listroles listsamlproviders \
         listservercertificates liststsregionalendpointsstatus listusers listvirtualmfadevices \
         putaccountproperties setsecuritytokenservicepreferences setstsregionalendpointstatus \
         simulatecustompolicy updateaccountemailaddress updateaccountname \
         updateaccountpasswordpolicy updatecloudfrontpublickey uploadcloudfrontpublickey",
    ),
    (
        "kms",
        "connectcustomkeystore createcustomkeystore createkey deletecustomkeystore \
         describecustomkeystores disconnectcustomkeystore generaterandom listaliases listkeys \
         listretirablegrants updatecustomkeystore",
    ),
    (
        "lambda",
        "connectmicrovm createcodesigningconfig createeventsourcemapping createmicrovmimage \
         getaccountsettings getwebaccountsettings listcapacityproviders listcodesigningconfigs \
         listeventsourcemappings listfunctions listlayers listlayerversions \
         listmanagedmicrovmimages listmicrovmimages listmicrovms listnetworkconnectors \
         listwebfunctions passnetworkconnector",
    ),
    (
        "logs",
        "associatesourcetos3tableintegration callwithbearertoken cancelexporttask \
         cancelimporttask createimporttask createlogdelivery deleteaccountpolicy \
         deleteindexpolicy deleteintegration deletelogdelivery deletepipelinerule \
         deletequerydefinition deleteresourcepolicy describeaccountpolicies \
         describeconfigurationtemplates describedeliveries describedeliverydestinations \
         describedeliverysources describedestinations describeexporttasks describefieldindexes \
         describeimporttaskbatches describeimporttasks describeindexpolicies describeloggroups \
         describelookuptables describequeries describequerydefinitions describeresourcepolicies \
         disassociatesourcefroms3tableintegration getintegration getlogdelivery getlogfields \
         getstoragetierpolicy link listaggregateloggroupsummaries listentitiesforloggroup \
         listintegrations listlogdeliveries listloggroups listloggroupsforentity \
         listloggroupsforquery listscheduledqueries listsourcesfors3tableintegration \
         listsyslogconfigurations putaccountpolicy putindexpolicy putintegration putpipelinerule \
         putquerydefinition putresourcepolicy putstoragetierpolicy stoplivetail stopquery \
         testmetricfilter testtransformer updatelogdelivery",
    ),
    (
        "organizations",
        "createaccount creategovcloudaccount createorganization deleteorganization \
         deleteresourcepolicy describecreateaccountstatus describeorganization \
         describeresourcepolicy disableawsserviceaccess enableallfeatures enableawsserviceaccess \
         leaveorganization listaccounts listaccountswithinvalideffectivepolicy \
         listawsserviceaccessfororganization listcreateaccountstatus listdelegatedadministrators \
         listhandshakesforaccount listhandshakesfororganization \
         listinboundresponsibilitytransfers listoutboundresponsibilitytransfers listpolicies \
         listroots",
    ),
    (
        "s3",
        "createjob createstoragelensgroup getaccesspoint getaccountpublicaccessblock \
         listaccessgrantsinstances listaccesspoints listaccesspointsforobjectlambda \
         listallmybuckets listjobs listmultiregionaccesspoints liststoragelensconfigurations \
         liststoragelensgroups putaccesspointpublicaccessblock putaccountpublicaccessblock \
         putstoragelensconfiguration",
    ),
    ("secretsmanager", "batchgetsecretvalue getrandompassword listsecrets"),
    (
        "sns",
        "checkifphonenumberisoptedout createplatformapplication createplatformendpoint \
         createsmssandboxphonenumber deleteendpoint deleteplatformapplication \
         deletesmssandboxphonenumber getendpointattributes getplatformapplicationattributes \
         getsmsattributes getsmssandboxaccountstatus listendpointsbyplatformapplication \
         listoriginationnumbers listphonenumbersoptedout listplatformapplications \
         listsmssandboxphonenumbers listsubscriptions listtopics optinphonenumber \
         setendpointattributes setplatformapplicationattributes setsmsattributes \
         verifysmssandboxphonenumber",
    ),
    ("sqs", "listqueues"),
    (
        "sts",
        "decodeauthorizationmessage getaccesskeyinfo getcalleridentity getdelegatedaccesstoken \
         getservicebearertoken getsessiontoken getwebidentitytoken taggetwebidentitytoken",
    ),
];
